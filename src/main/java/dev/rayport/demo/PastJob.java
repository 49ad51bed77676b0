package dev.rayport.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job that has ended.
 *
 * @param first id of the first job of its chain
 * @param number in its chain, from 1
 * @param argument the number in its entrypoint
 * @param done of its progress
 */
record PastJob(
    String id,
    PastCluster cluster,
    String owner,
    int argument,
    Instant created,
    Instant started,
    Instant ended,
    Outcome outcome,
    int done,
    String first,
    int number,
    Optional<String> resubmissionOf) {

  private static final Duration USUAL = Duration.ofMinutes(11);
  private static final double RESUBMITTED = 0.6;

  /** How it ended. */
  enum Outcome {
    SUCCEEDED("SUCCEEDED", "", "", 0),
    VALUE_ERROR(
        "FAILED",
        "ValueError: could not broadcast input array from shape (64,3,224,224) into shape (64,3,384,384)",
        "failed",
        1),
    NO_FILE(
        "FAILED",
        "FileNotFoundError: [Errno 2] No such file or directory: 'data/train/index.parquet'",
        "failed",
        1),
    NO_MODULE("FAILED", "ModuleNotFoundError: No module named 'rasterio'", "failed", 1),
    OUT_OF_MEMORY(
        "FAILED",
        "ray.exceptions.OutOfMemoryError: Task was killed due to the node running low on memory.",
        "failed",
        1),
    NAN_LOSS("FAILED", "RuntimeError: loss is nan at step 1180, learning rate 0.003", "failed", 1),
    KILLED("FAILED", "The entrypoint was killed (exit code 137).", "failed", 137),
    TIMED_OUT("FAILED", "It ran longer than its time limit of 1 h.", "timed-out", 143),
    STOPPED("STOPPED", "", "", 143),
    LOST(
        "LOST",
        "Its cluster vanished while it ran; whether it finished is unknown.",
        "cluster-lost",
        -1);

    final String state;
    final String reason;
    final String code;
    final int exitCode;

    Outcome(String state, String reason, String code, int exitCode) {
      this.state = state;
      this.reason = reason;
      this.code = code;
      this.exitCode = exitCode;
    }

    boolean traceback() {
      return exitCode == 1;
    }

    static Outcome of(Dice dice) {
      if (dice.chance(0.74)) {
        return SUCCEEDED;
      }
      return dice.one(
          List.of(
              VALUE_ERROR,
              NO_FILE,
              NO_MODULE,
              OUT_OF_MEMORY,
              NAN_LOSS,
              KILLED,
              TIMED_OUT,
              STOPPED,
              STOPPED,
              LOST));
    }
  }

  /** The next job on a cluster: a resubmission of the one before, or something new. */
  static PastJob after(Optional<PastJob> before, PastCluster cluster, Instant created, Dice dice) {
    Optional<PastJob> parent =
        before.filter(job -> job.outcome != Outcome.SUCCEEDED && dice.chance(RESUBMITTED));
    String id = dice.id("job");
    Outcome outcome = parent.isPresent() && dice.chance(0.6) ? Outcome.SUCCEEDED : Outcome.of(dice);
    Instant started = created.plus(dice.between(Duration.ofMillis(900), Duration.ofSeconds(9)));
    int total = cluster.work().total();
    return new PastJob(
        id,
        cluster,
        parent.map(PastJob::owner).orElse(cluster.owner()),
        parent
            .filter(job -> dice.chance(0.5))
            .map(PastJob::argument)
            .orElseGet(() -> dice.one(cluster.work().numbers())),
        created,
        started,
        started.plus(dice.about(USUAL)),
        outcome,
        outcome == Outcome.SUCCEEDED ? total : dice.between(0, total - 1),
        parent.map(PastJob::first).orElse(id),
        parent.map(job -> job.number + 1).orElse(1),
        parent.map(PastJob::id));
  }

  /** Ended at the latest when its cluster did. */
  PastJob endedBy(Instant limit) {
    return new PastJob(
        id,
        cluster,
        owner,
        argument,
        created,
        started,
        ended.isBefore(limit) ? ended : limit,
        outcome,
        done,
        first,
        number,
        resubmissionOf);
  }

  String name() {
    return cluster.work().stem() + "-" + first.substring(first.length() - 4);
  }

  String entrypoint() {
    return "python main.py " + cluster.work().arguments().formatted(argument);
  }

  String reason() {
    return outcome == Outcome.STOPPED ? "Stopped by %s.".formatted(owner) : outcome.reason;
  }

  /** As Ray words it. */
  Optional<String> message(List<String> lastLines) {
    return switch (outcome) {
      case SUCCEEDED -> Optional.of("Job finished successfully.");
      case STOPPED, TIMED_OUT -> Optional.of("Job was intentionally stopped.");
      case LOST -> Optional.empty();
      default ->
          Optional.of(
              "Job entrypoint command failed with exit code %d, last available logs (truncated to 20,000 chars):\n%s"
                  .formatted(outcome.exitCode, String.join("\n", lastLines)));
    };
  }

  /** The body of {@code POST /jobs} it was submitted with. */
  Map<String, Object> spec(String packageHash) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("name", name());
    spec.put("cluster", cluster.name());
    spec.put("entrypoint", entrypoint());
    spec.put("package", packageHash);
    spec.put("metadata", Map.of("project", cluster.work().stem()));
    spec.put("timeout", "PT1H");
    if (!cluster.work().pip().isEmpty()) {
      spec.put("runtimeEnv", Map.of("pip", cluster.work().pip(), "env_vars", Map.of("SEED", "17")));
    }
    return spec;
  }
}
