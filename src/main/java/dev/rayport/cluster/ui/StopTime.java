package dev.rayport.cluster.ui;

import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When a cluster stops, in words. */
public final class StopTime {

  private static final Duration SOON = Duration.ofMinutes(30);

  private StopTime() {}

  /** For a column: “in 2 h”, “no stop”, “stopped”. */
  public static String brief(ClusterSummary cluster) {
    if (cluster.state() == ClusterState.STOPPED || cluster.state() == ClusterState.FAILED) {
      return "stopped";
    }
    if (cluster.state() == ClusterState.STOPPING) {
      return "now";
    }
    if (cluster.registered()) {
      return "outside";
    }
    return cluster.stopsAt().map(Words::in).orElse("no stop");
  }

  static boolean soon(ClusterSummary cluster) {
    return cluster.state() == ClusterState.READY
        && cluster.stopsAt().filter(at -> at.isBefore(Instant.now().plus(SOON))).isPresent();
  }

  /** All rules: “after 30 min idle or 1 d after the start; as it is now, in 19 h”. */
  static String rules(ClusterSummary cluster, StopWhen when) {
    List<String> rules = new ArrayList<>();
    when.idle().ifPresent(idle -> rules.add("after " + DurationText.of(idle) + " idle"));
    when.ttl().ifPresent(ttl -> rules.add(DurationText.of(ttl) + " after the start"));
    when.at().ifPresent(at -> rules.add("at " + Words.exact(at)));
    String all = rules.isEmpty() ? "only when asked to" : String.join(" or ", rules);
    return all + cluster.stopsAt().map(at -> "; as it is now, " + Words.in(at)).orElse("");
  }
}
