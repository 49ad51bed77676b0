package dev.rayport.replicas;

import static org.awaitility.Awaitility.await;

import dev.rayport.RayportApplication;
import dev.rayport.tenant.PortalClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** A real portal process of a test, with the tests' class path. */
public final class PortalProcess implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);

  private final Process process;
  private final Path log;
  private final int port;
  private final PortalClient client;

  private PortalProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.client = new PortalClient(port);
  }

  /** Started in the process; {@code shared} as backend is {@link SharedBackend}. */
  public static void main(String[] args) {
    SpringApplication portal = new SpringApplication(RayportApplication.class);
    portal.addInitializers(context -> {
      context.getBeanFactory().registerSingleton("withoutTests", new WithoutTests());
      if ("shared".equals(context.getEnvironment().getProperty("rayport.backend"))) {
        ((GenericApplicationContext) context)
            .registerBean(SharedBackend.class, () -> SharedBackend.of(context.getEnvironment()));
      }
    });
    portal.run(args);
  }

  /** What lies on the class path for tests is no part of the portal. */
  private static final class WithoutTests extends TypeExcludeFilter {
    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
      return reader.getResource().getURL().getPath().contains("/test-classes/");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof WithoutTests;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /**
   * Does not wait for anything.
   *
   * @param log what it prints
   */
  public static PortalProcess start(Path log, Map<String, String> properties) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx320m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                PortalProcess.class.getName()));
    int port = freePort();
    command.add("--server.port=" + port);
    // Pages are for the journeys in the browser; here nothing is built for them.
    command.add("--vaadin.productionMode=true");
    command.add("--logging.file.name=" + log + ".portal");
    properties.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new PortalProcess(process, log, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PortalProcess untilReady() {
    await("portal of " + log)
        .atMost(STARTS_WITHIN)
        .pollInterval(Duration.ofMillis(200))
        .failFast("it ended, see " + log, () -> !process.isAlive())
        .until(() -> words().contains("Rayport is ready"));
    return this;
  }

  /** What it printed until its end, which is waited for. */
  public String untilEnded() {
    await("end of " + log).atMost(STARTS_WITHIN).until(() -> !process.isAlive());
    return words();
  }

  public String words() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public PortalClient client() {
    return client;
  }

  /** A new browser; it keeps what it got from another portal. */
  public PortalClient browser(Optional<PortalClient> cookiesOf) {
    PortalClient browser = new PortalClient(port);
    cookiesOf.ifPresent(other -> {
      URI here = URI.create("http://localhost:" + port);
      other
          .cookies()
          .getCookieStore()
          .getCookies()
          .forEach(cookie -> browser.cookies().getCookieStore().add(here, cookie));
    });
    return browser;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As the kernel does when memory is short: at once, and nothing is put in order. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }

  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    kill();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
