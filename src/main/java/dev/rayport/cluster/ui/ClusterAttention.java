package dev.rayport.cluster.ui;

import dev.rayport.base.Change;
import dev.rayport.base.ui.AttentionSource;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The current user's clusters that failed, are slow to start, or stop soon because nobody works.
 */
@Component
class ClusterAttention implements AttentionSource {

  private static final int LOOKED_AT = 50;
  private static final int MOST = 7;

  /** Older failures wait in the list; nobody acts on them any more. */
  private static final Duration FRESH = Duration.ofDays(7);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A reason that holds a start up may be gone at the next look, such as a full queue. */
  private static final Duration HELD = Duration.ofSeconds(20);

  private final ClusterService clusters;
  private final ClusterRows rows;
  private final ClusterActions actions;

  ClusterAttention(ClusterService clusters, ClusterRows rows, ClusterActions actions) {
    this.clusters = clusters;
    this.rows = rows;
    this.actions = actions;
  }

  @Override
  public List<Item> items() {
    return rows.newest(MyClustersCard.mine(), LOOKED_AT).stream()
        .flatMap(row -> item(row).stream())
        .limit(MOST)
        .toList();
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("cluster");
  }

  private Optional<Item> item(ClusterRow row) {
    ClusterSummary cluster = row.cluster();
    if (cluster.state() == ClusterState.FAILED
        && cluster.stateSince().isAfter(Instant.now().minus(FRESH))) {
      return Optional.of(
          item(row, new Why(ClusterLook.of(cluster), row.says(), 80), ClusterAction.START));
    }
    if (stuck(cluster)) {
      ClusterLook look = new ClusterLook("triangle-alert", "Stuck", Tone.WARN);
      return Optional.of(item(row, new Why(look, row.says(), 60), ClusterAction.STOP));
    }
    boolean idle = cluster.condition().filter(Condition.IDLE::equals).isPresent();
    if (idle && StopTime.soon(cluster)) {
      String text =
          "Nobody works on it. Stops %s."
              .formatted(cluster.stopsAt().map(Words::in).orElse("soon"));
      return Optional.of(
          item(
              row,
              new Why(ClusterLook.of(cluster), text, 40),
              ClusterAction.EXTEND,
              ClusterAction.STOP));
    }
    return Optional.empty();
  }

  /** Whether its start is held up, or takes longer than 95 of 100 starts from its template. */
  private boolean stuck(ClusterSummary cluster) {
    if (cluster.state() != ClusterState.REQUESTED && cluster.state() != ClusterState.STARTING) {
      return false;
    }
    if (cluster.held()) {
      return cluster.stateSince().plus(HELD).isBefore(Instant.now());
    }
    Duration usual =
        clusters
            .startTimes(cluster.template().split("@", 2)[0])
            .map(times -> times.most().multipliedBy(2))
            .filter(time -> time.compareTo(PATIENCE) > 0)
            .orElse(PATIENCE);
    return cluster.stateSince().plus(usual).isBefore(Instant.now());
  }

  /** What is shown of it and how much it matters. */
  private record Why(ClusterLook look, String reason, int urgency) {}

  private Item item(ClusterRow row, Why why, ClusterAction... offered) {
    ClusterSummary cluster = row.cluster();
    List<Action> possible = new ArrayList<>();
    for (ClusterAction action : offered) {
      if (actions.enabled(action, cluster)) {
        possible.add(
            new Action(action.icon(), action.label(), () -> actions.run(action, List.of(cluster))));
      }
    }
    return new Item(
        why.look().icon(),
        why.look().word(),
        why.look().tone(),
        cluster.name(),
        "clusters/" + row.id(),
        cluster.template(),
        why.reason(),
        cluster.stateSince(),
        why.urgency(),
        possible);
  }
}
