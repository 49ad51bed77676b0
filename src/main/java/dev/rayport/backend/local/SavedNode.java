package dev.rayport.backend.local;

import dev.rayport.backend.NodeSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * One node as it is kept in the cluster's file.
 *
 * @param process empty from before its start until the system told the pid
 * @param joined whether Ray counts it as a living node
 * @param starts how often its process was started since it last joined
 * @param generation how often it was started at all; tells its lives apart in Ray's list of nodes
 * @param trouble why it is not there, in plain words; empty when nothing is wrong
 */
record SavedNode(
    String name,
    String group,
    NodeSpec spec,
    PortBlock ports,
    Optional<Running> process,
    boolean joined,
    int starts,
    int generation,
    String trouble) {

  static final String HEAD = "head";
  private static final int MOST_STARTS = 5;

  /**
   * A process that was started.
   *
   * @param ticks its start in the kernel's count, so that a reused pid is not taken for it
   */
  record Running(long pid, long ticks, Instant startedAt) {}

  static SavedNode planned(String name, String group, NodeSpec spec, PortBlock ports) {
    return new SavedNode(name, group, spec, ports, Optional.empty(), false, 0, 0, "");
  }

  boolean isHead() {
    return name.equals(HEAD);
  }

  /** Whether it is not tried again. */
  boolean givenUp() {
    return starts >= MOST_STARTS && process.isEmpty();
  }

  /** What Ray's label on the node says in this life of it. */
  String label() {
    return name + "." + generation;
  }

  /** To be saved before its process is started. */
  SavedNode launching() {
    return new SavedNode(
        name, group, spec, ports, Optional.empty(), false, starts + 1, generation + 1, trouble);
  }

  SavedNode running(Running found) {
    return new SavedNode(
        name, group, spec, ports, Optional.of(found), false, starts, generation, trouble);
  }

  SavedNode ended(String why) {
    return new SavedNode(
        name, group, spec, ports, Optional.empty(), false, starts, generation, why);
  }

  SavedNode arrived() {
    return new SavedNode(name, group, spec, ports, process, true, 0, generation, "");
  }

  /** Ready for its next start after a rest of the cluster. */
  SavedNode rested() {
    return rested(spec);
  }

  SavedNode rested(NodeSpec next) {
    return new SavedNode(name, group, next, ports, Optional.empty(), false, 0, generation, "");
  }

  SavedNode on(PortBlock others) {
    return new SavedNode(
        name, group, spec, others, Optional.empty(), false, starts, generation, "");
  }
}
