package dev.rayport.cluster;

import static org.awaitility.Awaitility.await;

import dev.rayport.backend.kubernetes.TestBed;
import dev.rayport.backend.kubernetes.TestBed.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A portal that runs on the test bed as a process of its own, so that it can be killed. */
final class PortalProcess implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path home;
  private final List<String> options;
  private final int port;
  private Optional<Process> process = Optional.empty();

  /**
   * @param options besides those of {@link KubernetesWorld}
   */
  PortalProcess(Path home, String... options) {
    this.home = home;
    this.options = List.of(options);
    this.port = freePort();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also again, on the same data. */
  void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("dev.rayport.RayportApplication");
    Stream.of(KubernetesWorld.class.getAnnotation(SpringBootTest.class).properties())
        .filter(setting -> !setting.startsWith("rayport.home") && !setting.startsWith("spring."))
        .forEach(setting -> command.add("--" + setting));
    command.add("--vaadin.productionMode=true");
    command.addAll(options);
    command.add("--rayport.kubernetes.kubeconfig=" + TestBed.get().kubeconfig(Caller.PORTAL));
    command.add("--rayport.kubernetes.provisioner=" + TestBed.get().kubeconfig(Caller.PROVISIONER));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("out.log").toFile()));
    builder.environment().put("RAYPORT_HOME", home.toString());
    builder.environment().put("RAYPORT_PORT", Integer.toString(port));
    try {
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("the portal, see " + home)
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .failFast("it ended by itself", () -> !process.orElseThrow().isAlive())
        .ignoreExceptions()
        .until(() -> call("GET", "/health/ready", "", "").statusCode() == 200);
  }

  /** It gets no chance to do anything. */
  void kill() {
    process.ifPresent(running -> {
      running.destroyForcibly();
      running.onExit().join();
    });
  }

  JsonNode get(String path) {
    HttpResponse<String> answer = call("GET", "/api/v1" + path, "", "");
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /**
   * @param key of the request, which may be sent again; empty: none
   * @return the answer's status; 0 when there was none
   */
  int send(String method, String path, String key, String body) {
    try {
      return call(method, "/api/v1" + path, key, body).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private HttpResponse<String> call(String method, String path, String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (path.startsWith("/api")) {
      request.header("Authorization", "Bearer " + token());
    }
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String token() {
    try {
      return JSON.readTree(Files.readString(home.resolve("initial-admin.json")))
          .path("token")
          .asString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
