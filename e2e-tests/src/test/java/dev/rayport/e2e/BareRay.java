package dev.rayport.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Ray started by hand, with the very command line, environment and account that the portal used for
 * a head; to be measured beside it.
 */
record BareRay(List<String> line, Map<String, String> environment, String uid, String gid) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String RUN_DIR = "--temp-dir=";

  /** What a running head of the portal was started with; needs the right to read its /proc. */
  static BareRay as(ProcessHandle head) throws IOException {
    Path proc = Path.of("/proc", Long.toString(head.pid()));
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : words(proc.resolve("environ"))) {
      String[] pair = entry.split("=", 2);
      environment.put(pair[0], pair[1]);
    }
    return new BareRay(
        words(proc.resolve("cmdline")), environment, id(proc, "Uid:"), id(proc, "Gid:"));
  }

  String token() {
    return environment.get("RAY_AUTH_TOKEN");
  }

  URI dashboard() {
    return URI.create("http://127.0.0.1:" + option("--dashboard-port="));
  }

  /** Seconds until Ray's HTTP API and its jobs agent answer; ends it again. */
  double secondsToReady() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "rpb");
    for (String part : List.of("", "home", "tmp")) {
      run("install", "-d", "-o", uid, "-g", gid, folder.resolve(part).toString());
    }
    long start = System.nanoTime();
    Process head = start(folder);
    try {
      Awaitility.await("Ray to answer")
          .atMost(Duration.ofMinutes(1))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(() -> answers(dashboard().resolve("/api/version")) && answers(agent()));
      return (System.nanoTime() - start) / 1e9;
    } finally {
      head.destroy();
      head.waitFor(1, TimeUnit.MINUTES);
      run("rm", "-rf", folder.toString());
    }
  }

  private Process start(Path folder) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid", "setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"));
    String old = option(RUN_DIR);
    line.forEach(word -> command.add(word.replace(old, folder.toString())));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.resolve("home").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    environment.forEach(
        (name, value) -> builder.environment().put(name, value.replace(old, folder.toString())));
    return builder.start();
  }

  private URI agent() {
    return URI.create(
        "http://127.0.0.1:"
            + option("--dashboard-agent-listen-port=")
            + "/api/local_raylet_healthz");
  }

  private boolean answers(URI address) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(2))
            .header("X-Ray-Authorization", "Bearer " + token())
            .build();
    return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }

  private String option(String name) {
    return line.stream()
        .filter(word -> word.startsWith(name))
        .findFirst()
        .orElseThrow()
        .substring(name.length());
  }

  private static List<String> words(Path file) throws IOException {
    return List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
  }

  private static String id(Path proc, String name) throws IOException {
    return Files.readAllLines(proc.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .orElseThrow()
        .split("\\s+")[1];
  }

  private static void run(String... command) throws Exception {
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
