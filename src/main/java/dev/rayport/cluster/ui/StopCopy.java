package dev.rayport.cluster.ui;

import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import java.util.List;

/** What a person is told before a cluster ends: what is lost, what stops, what stays. */
record StopCopy(String title, String lost, String stopped, String kept, String verb, String keep) {

  private static final String HISTORY = "driver logs, the list of its jobs, events and the spec";

  static StopCopy of(ClusterAction action, List<ClusterSummary> chosen) {
    boolean one = chosen.size() == 1;
    String what = one ? "cluster" : chosen.size() + " clusters";
    String verb = verb(action, chosen);
    return new StopCopy(
        "%s %s?".formatted(verb, one ? what + " " + chosen.getFirst().name() : what),
        lost(chosen),
        stopped(action, chosen),
        kept(action, chosen),
        verb + " " + what,
        one ? "Keep cluster" : "Keep clusters");
  }

  private static String verb(ClusterAction action, List<ClusterSummary> chosen) {
    return switch (action) {
      case RESTART -> "Restart";
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

  private static String stopped(ClusterAction action, List<ClusterSummary> chosen) {
    long running = chosen.stream().filter(StopCopy::runs).count();
    if (running == 0) {
      return "";
    }
    String jobs = running == 1 ? "jobs that run on it" : "jobs that run on them";
    return action == ClusterAction.RESTART ? jobs + "; it comes back without them" : jobs;
  }

  private static String kept(ClusterAction action, List<ClusterSummary> chosen) {
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
        && cluster.state() != ClusterState.REQUESTED;
  }
}
