package dev.rayport.cluster.ui;

import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterWork;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a person is told before a cluster ends: what is lost, what stops, what stays. */
record StopCopy(
    String title,
    String lost,
    String stopped,
    String kept,
    String verb,
    String keep,
    Optional<String> typed) {

  private static final int NAMED = 5;
  private static final Set<ClusterAction> RETURNING =
      EnumSet.of(ClusterAction.RESTART, ClusterAction.SUSPEND);
  private static final String HISTORY = "driver logs, the list of its jobs, events and the spec";

  /**
   * @param work what would end with them
   */
  static StopCopy of(
      ClusterAction action, List<ClusterSummary> chosen, List<ClusterWork.Item> work) {
    boolean one = chosen.size() == 1;
    String what = one ? "cluster" : chosen.size() + " clusters";
    String verb = verb(action, chosen);
    String jobs = work.isEmpty() ? "" : " and end " + Words.count(work.size(), "job", "jobs");
    return new StopCopy(
        "%s %s?".formatted(verb, one ? what + " " + chosen.getFirst().name() : what),
        lost(chosen),
        stopped(action, chosen, work),
        kept(action, chosen),
        verb + " " + what + jobs,
        one ? "Keep cluster" : "Keep clusters",
        action == ClusterAction.DELETE && !work.isEmpty()
            ? Optional.of(one ? chosen.getFirst().name() : what)
            : Optional.empty());
  }

  private static String verb(ClusterAction action, List<ClusterSummary> chosen) {
    return switch (action) {
      case RESTART -> "Restart";
      case SUSPEND -> "Suspend";
      case RESUME -> "Resume";
      case DELETE -> chosen.stream().allMatch(ClusterSummary::registered) ? "Forget" : "Delete";
      default -> "Stop";
    };
  }

  private static String lost(List<ClusterSummary> chosen) {
    List<ClusterSummary> running = chosen.stream().filter(StopCopy::runs).toList();
    if (running.isEmpty()) {
      return "";
    }
    int nodes = running.stream().mapToInt(cluster -> 1 + cluster.workersReady()).sum();
    return "objects in memory, actors and temporary files of %s"
        .formatted(nodes == 1 ? "its one node" : "all " + nodes + " nodes");
  }

  private static String stopped(
      ClusterAction action, List<ClusterSummary> chosen, List<ClusterWork.Item> work) {
    if (work.isEmpty()) {
      return chosen.stream().anyMatch(StopCopy::runs)
          ? "no job; only programs that people connected themselves"
          : "";
    }
    String names =
        work.stream()
            .limit(NAMED)
            .map(item -> "%s (%s, %s)".formatted(item.name(), item.state(), item.owner()))
            .collect(Collectors.joining(", "));
    String more = work.size() > NAMED ? " and %d more".formatted(work.size() - NAMED) : "";
    String back =
        chosen.size() == 1 ? "; it comes back without them" : "; they come back without them";
    return names + more + (RETURNING.contains(action) ? back : "");
  }

  private static String kept(ClusterAction action, List<ClusterSummary> chosen) {
    if (action == ClusterAction.RESUME) {
      return HISTORY + "; it starts from the same spec, and jobs that wait for it go on";
    }
    if (action == ClusterAction.SUSPEND) {
      return HISTORY
          + ", its name and its place; Resume starts it again, and jobs may wait for that";
    }
    if (action == ClusterAction.STOP) {
      return HISTORY + "; Start again uses the same spec";
    }
    if (action == ClusterAction.DELETE && chosen.stream().allMatch(ClusterSummary::registered)) {
      return "the cluster itself keeps running; only its entry here goes";
    }
    return HISTORY;
  }

  private static boolean runs(ClusterSummary cluster) {
    return !cluster.registered()
        && cluster.state() != ClusterState.STOPPED
        && cluster.state() != ClusterState.SUSPENDED
        && cluster.state() != ClusterState.REQUESTED;
  }
}
