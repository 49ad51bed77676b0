package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a user starts, and how it ended. */
record Command(int code, String output) {

  private static final long LIMIT_SECONDS = 180;

  /** Runs it in a folder until its end. */
  static Command run(Path folder, Map<String, String> environment, List<String> words) {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      return new Command(process.exitValue(), output);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As {@link #run}; expects it to succeed. */
  static String output(Path folder, Map<String, String> environment, List<String> words) {
    Command command = run(folder, environment, words);
    assertThat(command.code()).as(command.output()).isZero();
    return command.output();
  }
}
