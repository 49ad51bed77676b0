package dev.rayport;

import static org.awaitility.Awaitility.await;

import dev.rayport.base.RandomId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB of the tests' own: empty, on loopback, never as root. It has the server's own defaults,
 * whose character set is not ours and whose names do not care about case, and a clock elsewhere.
 */
public final class MariaDbServer {

  public static final String USER = "rayport";
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);
  private static final List<String> FOLDERS =
      List.of(
          "/usr/sbin",
          "/usr/bin",
          "/usr/local/sbin",
          "/usr/local/bin",
          "/usr/libexec",
          "/opt/homebrew/bin");
  // The server ends with our end of the pipe, so even a killed test run leaves none behind.
  private static final String WHILE_WE_LIVE =
      "\"$@\" & server=$!; cat >/dev/null; kill $server; wait $server";
  private static @Nullable MariaDbServer running;

  private final AtomicInteger databases = new AtomicInteger();
  private final String password = RandomId.next("pw");
  private final int port = freePort();
  private final Path folder;
  private final Process process;

  private MariaDbServer() throws IOException, InterruptedException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "rayport-mariadb-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Path data = Files.createDirectory(folder.resolve("data"));
    Path firstWords =
        Files.writeString(
            folder.resolve("first.sql"),
            """
            create user '%1$s'@'127.0.0.1' identified by '%2$s';
            grant all on *.* to '%1$s'@'127.0.0.1';
            """
                .formatted(USER, password));
    Files.setPosixFilePermissions(firstWords, PosixFilePermissions.fromString("rw-r--r--"));
    List<String> common = new ArrayList<>(List.of("--no-defaults", "--datadir=" + data));
    if (System.getProperty("user.name").equals("root")) {
      common.add("--user=nobody");
    }
    run(command("mariadb-install-db", common, "--skip-test-db")).waitFor();
    List<String> server = new ArrayList<>(List.of("/bin/sh", "-c", WHILE_WE_LIVE, "mariadb"));
    server.addAll(
        command(
            "mariadbd",
            common,
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + data.resolve("socket"),
            "--pid-file=" + data.resolve("pid"),
            "--init-file=" + firstWords,
            "--skip-name-resolve",
            "--default-time-zone=+05:45",
            "--innodb-flush-log-at-trx-commit=0"));
    process = run(server);
    // After the last context, which still writes while it closes.
    SpringApplication.getShutdownHandlers().add(this::stop);
    await("MariaDB to answer, see " + log())
        .atMost(STARTS_WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .failFast("it ended, see " + log(), () -> !process.isAlive())
        .ignoreExceptions()
        .until(() -> execute("select 1"));
  }

  static boolean isInstalled() {
    return program("mariadbd").isPresent() && program("mariadb-install-db").isPresent();
  }

  /** Starts it for the first who asks. */
  public static synchronized MariaDbServer running() {
    try {
      MariaDbServer server = running == null ? new MariaDbServer() : running;
      running = server;
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while MariaDB was started", e);
    }
  }

  /** Makes one and gives its address. */
  public String emptyDatabase() {
    String name = "rayport" + databases.incrementAndGet();
    try {
      execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  /** A data directory for the portal on such a database. */
  String emptyHome() {
    return folder.resolve("home" + databases.get()).toString();
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, USER, password);
  }

  public String password() {
    return password;
  }

  private String url(String database) {
    return "jdbc:mariadb://127.0.0.1:%d/%s".formatted(port, database);
  }

  private boolean execute(String sql) throws SQLException {
    try (Connection connection = connect(url(""));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return true;
    }
  }

  private void stop() {
    try {
      process.getOutputStream().close();
      process.waitFor();
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process run(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static List<String> command(String name, List<String> common, String... more) {
    return Stream.of(
            Stream.of(program(name).orElseThrow().toString()), common.stream(), Stream.of(more))
        .flatMap(words -> words)
        .toList();
  }

  private static Optional<Path> program(String name) {
    return FOLDERS.stream()
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
