package dev.rayport.backend.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The processes of this machine as Linux tells them in {@code /proc}. A process belongs to a
 * cluster by the mark in its environment; Ray's workers overwrite that with their titles, so where
 * it works and where it writes count as well. Command lines say nothing: agents hide theirs.
 */
final class ProcessTable {

  /** Environment variable that holds the cluster's own directory. */
  static final String RUN_DIR = "RAYPORT_RUN_DIR";

  /** Environment variable that holds the node's name. */
  static final String NODE = "RAYPORT_NODE";

  private final Path proc;

  ProcessTable() {
    this(Path.of("/proc"));
  }

  ProcessTable(Path proc) {
    this.proc = proc;
  }

  /**
   * What {@code /proc/<pid>/stat} says of a process.
   *
   * @param startTicks start since boot; with the pid it names a process for good, while clocks may
   *     be set
   */
  record Stat(char state, long session, long startTicks) {

    boolean living() {
      return state != 'Z' && state != 'X';
    }

    static Stat parse(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return new Stat(fields[0].charAt(0), Long.parseLong(fields[3]), Long.parseLong(fields[19]));
    }
  }

  /** Start of a living process; empty when there is none of that pid. */
  OptionalLong startTicks(long pid) {
    Optional<Stat> stat = stat(pid).filter(Stat::living);
    return stat.isPresent() ? OptionalLong.of(stat.get().startTicks()) : OptionalLong.empty();
  }

  boolean isAlive(long pid, long startTicks) {
    return startTicks(pid).equals(OptionalLong.of(startTicks));
  }

  /** Living processes of whatever runs in a directory, or below it. */
  List<Long> pidsOf(Path runDir) {
    return pids().stream()
        .filter(pid -> isOf(pid, runDir))
        .filter(pid -> startTicks(pid).isPresent())
        .toList();
  }

  /** Whether a process runs in a directory, or below it. */
  boolean isOf(long pid, Path runDir) {
    return isMarked(pid, RUN_DIR + "=" + runDir, true) || isAt(pid, runDir);
  }

  /** Living processes of one node. */
  List<Long> pidsOf(Path runDir, String node) {
    return pidsOf(runDir).stream().filter(pid -> isMarked(pid, NODE + "=" + node, false)).toList();
  }

  /** The {@code ray start} of a node: it leads the session that all else of the node began in. */
  Optional<Long> leaderOf(Path runDir, String node) {
    return pidsOf(runDir, node).stream()
        .filter(pid -> stat(pid).filter(stat -> stat.session() == pid).isPresent())
        .min(Long::compare);
  }

  private Optional<Stat> stat(long pid) {
    return content(pid, "stat").map(Stat::parse);
  }

  private boolean isMarked(long pid, String mark, boolean orBelow) {
    String environment = "\0" + content(pid, "environ").orElse("") + "\0";
    return environment.contains("\0" + mark + "\0")
        || (orBelow && environment.contains("\0" + mark + "/"));
  }

  private boolean isAt(long pid, Path runDir) {
    return Stream.of("cwd", "fd/1", "fd/2")
        .map(link -> proc.resolve(Long.toString(pid)).resolve(link))
        .anyMatch(link -> target(link).filter(path -> path.startsWith(runDir)).isPresent());
  }

  private static Optional<Path> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  // Gone meanwhile, or another account's: not ours in either case.
  private Optional<String> content(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve(file));
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    try (Stream<Path> entries = Files.list(proc)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .forEach(name -> pids.add(Long.parseLong(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("Local clusters need Linux with /proc.", e);
    }
    return pids;
  }
}
