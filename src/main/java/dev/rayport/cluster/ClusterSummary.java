package dev.rayport.cluster;

import dev.rayport.base.Quantity;
import dev.rayport.template.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster as lists show it.
 *
 * @param template {@code name@version}; {@code registered} for one whose lifecycle is outside;
 *     without a version for one that was made without a template
 * @param reason in plain words while it is not where it should be, else empty
 * @param reasonCode kebab-case word for {@code reason}, else empty
 * @param drifted whether others changed it on its platform, see {@link ClusterDetails#drift()}
 * @param readOnly whether others made it, and it is only shown here
 * @param stateSince when {@code state} or {@code condition} last changed
 * @param asOf nothing newer is known, since its platform is silent; empty while it is not
 * @param stopsAt when it stops by itself at the latest, as known now
 */
public record ClusterSummary(
    ClusterId id,
    String name,
    String tenant,
    String ownerId,
    String owner,
    Stage stage,
    String template,
    Desired desired,
    ClusterState state,
    Optional<Condition> condition,
    String reason,
    String reasonCode,
    int workersReady,
    int workersDesired,
    double cpus,
    int gpus,
    Quantity memory,
    boolean registered,
    boolean drifted,
    boolean readOnly,
    Instant createdAt,
    Instant stateSince,
    Optional<Instant> asOf,
    Optional<Instant> stopsAt) {

  /** Reason codes of the ordinary way to READY; whatever else is said then holds it up. */
  private static final Set<String> ORDINARY =
      Set.of(
          "queued",
          "starting",
          "accepting",
          "head-starting",
          "image-pulling",
          "waiting-for-head",
          "workers-starting",
          "resuming");

  /**
   * Whether its start is held up by something that may not pass by itself, such as an image that
   * cannot be pulled.
   */
  public boolean held() {
    boolean starting = state == ClusterState.REQUESTED || state == ClusterState.STARTING;
    return starting && !reasonCode.isEmpty() && !ORDINARY.contains(reasonCode);
  }

  /** What the user asked for. */
  public enum Desired {
    RUNNING,
    SUSPENDED,
    STOPPED
  }
}
