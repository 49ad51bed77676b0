package dev.rayport.cluster.ui;

import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterSummary.Desired;
import java.util.EnumSet;
import java.util.Set;

/** What a person can ask of a cluster, and when there is any use in asking. */
enum ClusterAction {
  EDIT("Edit…", "pencil", ""),
  EXTEND("Extend", "timer", "E"),
  RESUME("Resume", "play", ""),
  SUSPEND("Suspend…", "circle-pause", ""),
  RESTART("Restart…", "rotate-cw", ""),
  START("Start again", "play", ""),
  STOP("Stop…", "circle-stop", "S"),
  DELETE("Delete…", "trash-2", "Del");

  private static final Set<ClusterState> OVER =
      EnumSet.of(ClusterState.STOPPING, ClusterState.STOPPED);

  private final String label;
  private final String icon;
  private final String key;

  ClusterAction(String label, String icon, String key) {
    this.label = label;
    this.icon = icon;
    this.key = key;
  }

  String label() {
    return label;
  }

  String icon() {
    return icon;
  }

  /** As shown in menus; empty for none. */
  String key() {
    return key;
  }

  boolean destructive() {
    return this == STOP || this == DELETE;
  }

  /** Whether the cluster is in a state for it; who asks is another question. */
  boolean fits(ClusterSummary cluster) {
    if (this == DELETE) {
      return true;
    }
    if (cluster.registered()) {
      return false;
    }
    ClusterState state = cluster.state();
    return switch (this) {
      case EDIT -> editable(cluster);
      case RESUME -> rests(cluster);
      case SUSPEND -> cluster.desired() == Desired.RUNNING && started(state);
      case EXTEND -> cluster.stopsAt().isPresent() && !OVER.contains(state);
      case RESTART -> cluster.desired() == Desired.RUNNING && started(state);
      case START -> state == ClusterState.STOPPED || state == ClusterState.FAILED;
      case STOP -> !OVER.contains(state) && cluster.desired() != Desired.STOPPED;
      case DELETE -> true;
    };
  }

  private static boolean editable(ClusterSummary cluster) {
    ClusterState state = cluster.state();
    boolean now =
        state == ClusterState.READY
            || state == ClusterState.UPDATING
            || state == ClusterState.REQUESTED;
    return rests(cluster) || cluster.desired() == Desired.RUNNING && now;
  }

  private static boolean rests(ClusterSummary cluster) {
    return cluster.state() == ClusterState.SUSPENDED && cluster.desired() == Desired.SUSPENDED;
  }

  private static boolean started(ClusterState state) {
    return state == ClusterState.READY
        || state == ClusterState.STARTING
        || state == ClusterState.UPDATING;
  }
}
