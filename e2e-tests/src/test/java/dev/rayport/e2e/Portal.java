package dev.rayport.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A portal of a test's own: the packaged jar as a process, its own data directory and port. */
final class Portal implements AutoCloseable {

  private static final Path JAR = Path.of("..", "target", "rayport.jar").toAbsolutePath();
  private static final Duration READY_WITHIN = Duration.ofMinutes(4);
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(1);

  private final Path home;
  private final int port = freePort();
  private final List<String> options;
  private Process process;

  private Portal(Path home, List<String> options) {
    this.home = home;
    this.options = options;
  }

  /** Starts one that nobody has used before and waits until it answers. */
  static Portal fresh(String... options) {
    Path home = newHome();
    linkRay(home);
    return started(home, List.of(options));
  }

  /** Starts one on a home that is there. */
  static Portal on(Path home) {
    linkRay(home);
    return started(home, List.of());
  }

  /** As {@link #fresh}, without Ray on this machine: for clusters that run elsewhere. */
  static Portal withoutRay(List<String> options) {
    return started(newHome(), options);
  }

  private static Portal started(Path home, List<String> options) {
    Portal portal = new Portal(home, options);
    portal.start();
    return portal;
  }

  /** Starts it, again after {@link #kill} or {@link #end}, on the same data. */
  void start() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "-jar",
                JAR.toString()));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
    builder
        .environment()
        .putAll(Map.of("RAYPORT_HOME", home.toString(), "RAYPORT_PORT", Integer.toString(port)));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      awaitAnswer();
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      kill();
      keepOutput();
      throw e;
    }
  }

  private void awaitAnswer() {
    await("the portal to answer")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(200))
        .failFast("it ended by itself, see target/portals", () -> !process.isAlive())
        .ignoreExceptions()
        .until(() -> new Rest(url(), "").call("GET", "/health/ready").status() == 200);
  }

  /** As a crash or {@code kill -9}: it gets no chance to do anything. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** As Ctrl-C: it may clean up. */
  void end() {
    process.destroy();
    await("the portal to end").atMost(ENDS_WITHIN).until(() -> !process.isAlive());
  }

  URI url() {
    return URI.create("http://localhost:" + port);
  }

  Path home() {
    return home;
  }

  long pid() {
    return process.pid();
  }

  /** The administrator's REST client. */
  Rest rest() {
    return new Rest(url(), firstSignIn().get("token").asString());
  }

  String password() {
    return firstSignIn().get("password").asString();
  }

  /** What the first start wrote for whoever owns the data directory. */
  private JsonNode firstSignIn() {
    return JsonMapper.shared().readTree(home.resolve("initial-admin.json"));
  }

  /** Ray's processes that belong to this portal, by what their command lines name. */
  List<ProcessHandle> rayProcesses(String word) {
    return ProcessHandle.allProcesses()
        .filter(handle -> commandLine(handle).contains(home + "/"))
        .filter(handle -> commandLine(handle).contains(word))
        .toList();
  }

  private static String commandLine(ProcessHandle handle) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(handle.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException e) {
      return handle.info().commandLine().orElse("");
    }
  }

  private Path output() {
    return home.resolve("portal.out");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      end();
    }
    keepOutput();
    delete(home);
  }

  private void keepOutput() {
    try {
      Path kept = Files.createDirectories(Path.of("target", "portals"));
      Files.copy(
          output(), kept.resolve(home.getFileName() + ".log"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Others may pass through it, as Ray's own account must; short, for Ray's socket paths. */
  static Path newHome() {
    try {
      Path home = Files.createTempDirectory(Path.of("/tmp"), "rp");
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void linkRay(Path home) {
    try {
      Path venv = Path.of(System.getenv().getOrDefault("RAYPORT_TEST_VENV", "/none"));
      if (!Files.isExecutable(venv.resolve("bin/ray"))) {
        throw new IllegalStateException(
            "RAYPORT_TEST_VENV names no environment with Ray; run ./rayport test, which makes one.");
      }
      Files.createSymbolicLink(home.resolve("venv"), venv.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
