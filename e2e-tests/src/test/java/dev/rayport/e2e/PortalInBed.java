package dev.rayport.e2e;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The portal as a pod of the test bed that is up, brought there as people do, by {@code ./rayport
 * testbed portal}, and reached as they reach it, by {@code kubectl port-forward}.
 */
final class PortalInBed implements AutoCloseable {

  private static final String NAMESPACE = "rayport";
  private static final Path LOG = Path.of("target", "portals", "pod.log");
  private static final int MINUTES = 15;

  private final Path bed = Path.of(System.getenv("RAYPORT_TESTBED"));
  private Process forward;
  private URI url;

  private PortalInBed() {}

  static PortalInBed running() {
    PortalInBed portal = new PortalInBed();
    portal.run(List.of(Path.of("..", "rayport").toAbsolutePath().toString(), "testbed", "portal"));
    portal.forward();
    return portal;
  }

  /** Leads a port of this machine to one of the portal's pods, as long as that pod lives. */
  void forward() {
    endForward();
    List<String> command = kubectl("port-forward", "service/portal", ":80");
    try {
      forward = new ProcessBuilder(command).redirectErrorStream(true).start();
      String first =
          new BufferedReader(
                  new InputStreamReader(forward.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      // Forwarding from 127.0.0.1:40123 -> 8080
      if (first == null || !first.matches("Forwarding from 127\\.0\\.0\\.1:\\d+ .*")) {
        throw new IllegalStateException("kubectl port-forward says: " + first);
      }
      url = URI.create("http://localhost:" + first.replaceAll(".*:(\\d+) .*", "$1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return url;
  }

  String password() {
    return read(bed.resolve("portal/admin-password"));
  }

  /** What kubectl prints in the portal's namespace, unless its arguments name another. */
  String kube(String... arguments) {
    return run(kubectl(arguments));
  }

  private List<String> kubectl(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                bed.resolve("bin/kubectl").toString(),
                "--kubeconfig",
                bed.resolve("kubeconfig").toString(),
                "--namespace",
                NAMESPACE));
    command.addAll(List.of(arguments));
    return command;
  }

  private String run(List<String> command) {
    try {
      Files.createDirectories(LOG.getParent());
      File answer = File.createTempFile("answer", ".txt", LOG.getParent().toFile());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(answer)
              .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
      builder.environment().put("RAYPORT_HOME", bed.getParent().toString());
      Process process = builder.start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String said = read(answer.toPath());
      Files.delete(answer.toPath());
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s failed: %s; see %s".formatted(String.join(" ", command), said, LOG));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endForward() {
    if (forward != null) {
      forward.destroy();
      forward.onExit().join();
    }
  }

  @Override
  public void close() {
    endForward();
  }
}
