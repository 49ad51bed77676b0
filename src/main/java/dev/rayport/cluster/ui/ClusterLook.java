package dev.rayport.cluster.ui;

import dev.rayport.base.ui.Tone;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.Condition;

/**
 * How a cluster's state is shown: always icon, word and tone together.
 *
 * @param icon name in the icon sprite
 */
public record ClusterLook(String icon, String word, Tone tone) {

  /** Whether the icon turns, because something goes on. */
  public boolean turns() {
    return icon.equals("loader-circle");
  }

  public static ClusterLook of(ClusterSummary cluster) {
    return switch (cluster.state()) {
      case REQUESTED -> new ClusterLook("hourglass", "Queued", Tone.OFF);
      case STARTING -> new ClusterLook("loader-circle", "Starting", Tone.BUSY);
      case READY -> cluster.condition().map(ClusterLook::of).orElse(READY);
      case UPDATING -> new ClusterLook("refresh-cw", "Updating", Tone.BUSY);
      case SUSPENDING -> new ClusterLook("loader-circle", "Suspending", Tone.OFF);
      case SUSPENDED -> new ClusterLook("circle-pause", "Suspended", Tone.OFF);
      case STOPPING -> new ClusterLook("loader-circle", "Stopping", Tone.OFF);
      case STOPPED -> new ClusterLook("circle-stop", "Stopped", Tone.OFF);
      case FAILED -> new ClusterLook("circle-x", "Failed", Tone.ERR);
    };
  }

  private static final ClusterLook READY = new ClusterLook("circle-check", "Ready", Tone.OK);

  private static ClusterLook of(Condition condition) {
    return switch (condition) {
      case IDLE -> new ClusterLook("moon", "Idle", Tone.WARN);
      case DEGRADED -> new ClusterLook("triangle-alert", "Degraded", Tone.WARN);
      case UNREACHABLE -> new ClusterLook("wifi-off", "Unreachable", Tone.ERR);
    };
  }
}
