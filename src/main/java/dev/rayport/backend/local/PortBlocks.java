package dev.rayport.backend.local;

import dev.rayport.backend.BackendException;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds free blocks of ports. They are tried in random order, since another portal of this machine
 * may look for one at the same moment.
 */
final class PortBlocks {

  private final int first;
  private final int count;
  private final Predicate<PortBlock> free;
  private final RandomGenerator random;

  PortBlocks(int first, int last, Predicate<PortBlock> free, RandomGenerator random) {
    this.first = first;
    this.count = (last - first + 1) / PortBlock.SIZE;
    this.free = free;
    this.random = random;
  }

  /** How many nodes find ports on this machine. */
  int count() {
    return count;
  }

  /** “20000 to 29999”. */
  String range() {
    return "%d to %d".formatted(first, first + count * PortBlock.SIZE - 1);
  }

  /**
   * @param taken bases of blocks that are promised, whether or not anything listens there yet
   */
  PortBlock next(Set<Integer> taken) {
    List<Integer> bases =
        new ArrayList<>(
            IntStream.range(0, count).mapToObj(i -> first + i * PortBlock.SIZE).toList());
    Collections.shuffle(bases, random);
    return bases.stream()
        .filter(base -> !taken.contains(base))
        .map(PortBlock::new)
        .filter(free)
        .findFirst()
        .orElseThrow(() ->
            new BackendException(
                "No block of %d free ports is left from %d on.".formatted(PortBlock.SIZE, first)));
  }

  /** Whether nothing listens on any port of the block, on any address. */
  static boolean isFree(PortBlock block) {
    Set<Integer> listening = ListeningPorts.ofThisMachine().keySet();
    boolean quiet =
        IntStream.rangeClosed(block.base(), block.lastWorker()).noneMatch(listening::contains);
    return quiet && block.purposes().keySet().stream().allMatch(PortBlocks::canBind);
  }

  private static boolean canBind(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
