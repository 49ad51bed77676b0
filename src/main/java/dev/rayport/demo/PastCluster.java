package dev.rayport.demo;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.StartStep;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cluster that has ended.
 *
 * @param failure why it never became ready, or died; empty: it was stopped
 * @param stopReason who or what ended it
 */
record PastCluster(
    String id,
    String name,
    String owner,
    DemoTenant.Work work,
    int workers,
    Instant created,
    Duration start,
    Instant ended,
    Optional<Failure> failure,
    String stopReason) {

  private static final Duration SHORTEST_LIFE = Duration.ofHours(1);
  private static final Duration LONGEST_LIFE = Duration.ofHours(20);
  private static final String RAY = "2.58.0";
  private static final double FAILS = 0.07;
  private static final List<Failure> FAILURES =
      List.of(
          new Failure(
              "Ray's head ended by itself: it was killed for want of memory (exit code 137).",
              "head-died"),
          new Failure("Not ready in time. 1 of 2 workers are there.", "start-timeout"),
          new Failure(
              "Ray's head ended by itself: port 20041 is taken by another program.", "head-died"));

  /** Why a cluster failed. */
  record Failure(String reason, String code) {}

  static PastCluster of(DemoTenant tenant, int number, Instant created, Dice dice) {
    DemoTenant.Work work = dice.one(tenant.works());
    Duration start = dice.between(Duration.ofSeconds(6), Duration.ofSeconds(19));
    Duration life = dice.between(SHORTEST_LIFE, LONGEST_LIFE);
    String owner = dice.one(tenant.authors());
    Optional<Failure> failure =
        dice.chance(FAILS) ? Optional.of(dice.one(FAILURES)) : Optional.empty();
    return new PastCluster(
        dice.id("cl"),
        "%s-%d".formatted(work.stem(), number),
        owner,
        work,
        work.template().equals("cpu-small") ? 0 : dice.between(1, 4),
        created,
        start,
        created.plus(failure.isPresent() ? Duration.ofMinutes(2) : life),
        failure,
        dice.chance(0.4)
            ? "Stopped by %s.".formatted(owner)
            : "It was idle for 1 h, as its template says.");
  }

  PastCluster endedAt(Instant moment) {
    return new PastCluster(
        id, name, owner, work, workers, created, start, moment, failure, stopReason);
  }

  Instant ready() {
    return created.plus(start);
  }

  ClusterSpec spec() {
    NodeSpec head =
        node(workers == 0 ? 2 : 1, workers == 0 ? OptionalDouble.empty() : OptionalDouble.of(0));
    List<WorkerGroupSpec> groups =
        workers == 0
            ? List.of()
            : List.of(
                new WorkerGroupSpec(
                    "worker",
                    node(1, OptionalDouble.empty()),
                    0,
                    workers,
                    workers,
                    false,
                    Map.of(),
                    List.of()));
    return new ClusterSpec(RAY, head, groups, Map.of());
  }

  private static NodeSpec node(int cpus, OptionalDouble rayCpus) {
    return new NodeSpec(Quantity.of(cpus), Quantity.parse("2Gi"), 0, rayCpus, Map.of());
  }

  /** Values of the template's parameters that it was made with. */
  Map<String, Object> values() {
    return workers == 0 ? Map.of("cpus", 2) : Map.of("workers", workers);
  }

  List<StartStep> steps() {
    List<StartStep> steps = new ArrayList<>();
    Instant headUp = created.plus(start.multipliedBy(workers == 0 ? 95 : 60).dividedBy(100));
    steps.add(
        done(
            "Accepted", "The template's values fit this machine", created, created.plusMillis(40)));
    steps.add(
        done(
            "Head started",
            "Ray's processes were started",
            created.plusMillis(40),
            created.plusMillis(700)));
    steps.add(
        done(
            "Head ready",
            "Ray's HTTP API and its jobs agent answer",
            created.plusMillis(700),
            headUp));
    if (workers > 0) {
      steps.add(done("Workers joined", "%d of %d".formatted(workers, workers), headUp, ready()));
    }
    return steps;
  }

  private static StartStep done(String step, String detail, Instant from, Instant to) {
    return new StartStep(step, StartStep.State.DONE, detail, Optional.of(from), Optional.of(to));
  }
}
