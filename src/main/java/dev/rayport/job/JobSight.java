package dev.rayport.job;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterId;
import dev.rayport.job.JobLifecycle.Sight;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks at a job's cluster and at Ray's record of the job. */
@Component
class JobSight {

  private final ClusterAccess clusters;
  private final JobSecrets secrets;
  private final JobJson json;

  JobSight(ClusterAccess clusters, JobSecrets secrets, JobJson json) {
    this.clusters = clusters;
    this.secrets = secrets;
    this.json = json;
  }

  /**
   * What was seen, and through what.
   *
   * @param ray of the right start of the cluster
   * @param startNumber of the cluster now
   */
  record Look(Sight sight, Optional<RayClient> ray, int startNumber) {

    Look but(Sight other) {
      return new Look(other, ray, startNumber);
    }
  }

  Look look(JobRow job) {
    Standing standing = clusters.standing(new ClusterId(job.clusterId));
    boolean handedOver = job.startNumber > 0;
    Optional<Sight> end = end(job, standing, handedOver);
    if (end.isPresent()) {
      return new Look(end.get(), Optional.empty(), standing.startNumber());
    }
    Optional<RayClient> ray = clusters.ray(new ClusterId(job.clusterId));
    if (ray.isEmpty()) {
      Sight sight =
          handedOver
              ? new Sight.Silent(silent(job, standing))
              : new Sight.Waiting(waits(job, standing));
      return new Look(sight, ray, standing.startNumber());
    }
    Sight sight = handedOver ? ask(job, ray.get()) : new Sight.Ready();
    return new Look(sight, ray, standing.startNumber());
  }

  private static Optional<Sight> end(JobRow job, Standing standing, boolean handedOver) {
    if (!standing.exists()) {
      return Optional.of(
          new Sight.Gone("Cluster %s is gone.".formatted(job.clusterName), "cluster-gone"));
    }
    if (handedOver && standing.startNumber() != job.startNumber) {
      return Optional.of(
          new Sight.Gone(
              "Cluster %s was started anew while the job was on it; how it ended is unknown."
                  .formatted(job.clusterName),
              "cluster-restarted"));
    }
    return switch (standing.state()) {
      case FAILED ->
          Optional.of(
              new Sight.Gone(
                  "Cluster %s failed: %s".formatted(job.clusterName, standing.reason()),
                  "cluster-failed"));
      case STOPPED ->
          Optional.of(
              new Sight.Gone(
                  "Cluster %s was stopped.".formatted(job.clusterName), "cluster-stopped"));
      case STOPPING ->
          handedOver
              ? Optional.empty()
              : Optional.of(
                  new Sight.Gone(
                      "Cluster %s is being stopped.".formatted(job.clusterName),
                      "cluster-stopped"));
      case SUSPENDED ->
          handedOver
              ? Optional.of(
                  new Sight.Gone(
                      "Cluster %s was suspended while the job was on it; how it ended is unknown."
                          .formatted(job.clusterName),
                      "cluster-suspended"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static String waits(JobRow job, Standing standing) {
    String state = standing.state().name().toLowerCase(Locale.ROOT);
    return standing.reason().isEmpty()
        ? "Waits for cluster %s, which is %s.".formatted(job.clusterName, state)
        : "Waits for cluster %s: %s".formatted(job.clusterName, standing.reason());
  }

  private static String silent(JobRow job, Standing standing) {
    return "Cluster %s does not answer%s The job may go on; Rayport keeps asking."
        .formatted(job.clusterName, standing.reason().isEmpty() ? "." : ": " + standing.reason());
  }

  /** Ray quotes the end of the log, and environments that it could not make. */
  private RayJob discreet(JobRow job, RayJob seen) {
    return seen.status().ended()
        ? seen.saying(secrets.masked(job, json.spec(job), seen.message()))
        : seen;
  }

  private Sight ask(JobRow job, RayClient ray) {
    try {
      return ray.job(job.submissionId())
          .<Sight>map(seen -> new Sight.Known(discreet(job, seen)))
          .orElseGet(Sight.Unknown::new);
    } catch (BackendException e) {
      return new Sight.Silent(
          "Cluster %s does not answer. The job may go on; Rayport keeps asking."
              .formatted(job.clusterName));
    }
  }
}
