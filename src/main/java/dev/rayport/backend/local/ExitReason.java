package dev.rayport.backend.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Why a node ended, read from what its {@code ray start --block} wrote (Ray's scripts/scripts.py).
 */
record ExitReason(String words, String code) {

  private static final int TAIL = 16 * 1024;
  private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;]*[A-Za-z]");
  private static final Pattern SUBPROCESS =
      Pattern.compile(
          "(?m)(?:^\\s*|----- END )(\\w+)(?:\\.\\w+ tail)? [\\[(]exit code(?:\\(s\\))?=(-?\\d+)");
  private static final Pattern PORT_TAKEN =
      Pattern.compile(
          "already occupied|Address already in use|address already in use|EADDRINUSE"
              + "|does not match persisted value|timed out during startup"
              + "|port \\d+ is not available|Failed to bind");
  private static final Pattern NOT_RUNNABLE =
      Pattern.compile(
          "(?m)^.*(Permission denied|No such file or directory|ModuleNotFoundError).*$");

  private static final String LAST_LINE_OF_A_GOOD_START =
      "will be treated as graceful, thus NOT reported.";

  /** The end of a node's output, without colours. */
  static String tail(Path output) {
    if (!Files.isReadable(output)) {
      return "";
    }
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - TAIL));
      byte[] bytes = new byte[(int) Math.min(TAIL, file.length())];
      int read = file.read(bytes);
      return read <= 0
          ? ""
          : ANSI.matcher(new String(bytes, 0, read, StandardCharsets.UTF_8)).replaceAll("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether Ray gave the node up: it takes seconds more until the last process is gone. */
  static boolean isEnding(String output) {
    return output.contains("Some Ray subprocesses exited unexpectedly")
        || output.contains("Remaining processes will be killed");
  }

  /** Whether the dashboard's port was taken, without which Ray starts all the same. */
  static boolean lacksDashboard(String output) {
    return output.contains("already occupied");
  }

  /** Whether other ports may help. */
  static boolean portsWereTaken(String output) {
    return PORT_TAKEN.matcher(output).find();
  }

  /**
   * @param node its name, such as {@code head}
   * @param gone a process of it that is known to be gone
   */
  static ExitReason of(String node, String output, Optional<String> gone) {
    List<MatchResult> died = SUBPROCESS.matcher(output).results().toList();
    if (died.isEmpty() && gone.isPresent()) {
      return new ExitReason(
          "The %s ended: Ray's %s is gone.".formatted(node, gone.get()), code(node));
    }
    if (!died.isEmpty()) {
      MatchResult first = died.getFirst();
      String words =
          "The %s ended: Ray's %s %s."
              .formatted(node, first.group(1), how(Integer.parseInt(first.group(2))));
      return new ExitReason(words, code(node));
    }
    if (portsWereTaken(output)) {
      return new ExitReason(
          "The %s did not start: another program took one of its ports.".formatted(node),
          "ports-taken");
    }
    List<MatchResult> broken = NOT_RUNNABLE.matcher(output).results().toList();
    if (!broken.isEmpty()) {
      return new ExitReason(
          "The %s did not start: %s".formatted(node, sentence(broken.getLast().group())),
          "start-failed");
    }
    String last = lastLine(output);
    return new ExitReason(
        last.isEmpty()
            ? "The %s was ended from outside, without an error of its own.".formatted(node)
            : "The %s ended. Its last words: %s".formatted(node, sentence(last)),
        code(node));
  }

  /** The head did not come up in time. */
  static ExitReason late(Duration limit) {
    return new ExitReason(
        "The head did not answer within %d s.".formatted(limit.toSeconds()), "start-timeout");
  }

  private static String how(int exitCode) {
    return switch (exitCode) {
      case -9 -> "was killed (signal 9; the system does that when memory runs out)";
      case -15 -> "was told to end (signal 15)";
      default ->
          exitCode < 0
              ? "was ended by signal %d".formatted(-exitCode)
              : "exited with code %d".formatted(exitCode);
    };
  }

  private static String code(String node) {
    return node.equals(SavedNode.HEAD) ? "head-died" : "worker-died";
  }

  private static String lastLine(String output) {
    String text = output.strip();
    String last = text.substring(text.lastIndexOf('\n') + 1).strip();
    return last.endsWith(LAST_LINE_OF_A_GOOD_START) ? "" : last;
  }

  private static String sentence(String line) {
    String text = line.strip();
    String shown = text.length() <= 300 ? text : text.substring(0, 300) + "…";
    return shown.endsWith(".") ? shown : shown + ".";
  }
}
