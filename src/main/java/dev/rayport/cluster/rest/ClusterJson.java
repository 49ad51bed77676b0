package dev.rayport.cluster.rest;

import dev.rayport.backend.Drift;
import dev.rayport.backend.StartStep;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.Condition;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as clients read it.
 *
 * @param reason in words while it is not where it should be, else null
 * @param asOf nothing newer is known, since its platform does not answer; null while it does
 * @param spec what it was made from; null for registered ones
 * @param stopsAt when it stops by itself at the latest, as known now
 */
record ClusterJson(
    String id,
    String name,
    String template,
    Stage stage,
    Map<String, String> labels,
    ClusterSummary.Desired desired,
    ClusterState state,
    @Nullable Condition condition,
    @Nullable String reason,
    @Nullable String reasonCode,
    @Nullable SpecJson spec,
    Map<String, Object> values,
    String owner,
    String tenant,
    Instant createdAt,
    Instant stateSince,
    @Nullable Instant asOf,
    @Nullable Instant readyAt,
    @Nullable Instant stoppedAt,
    StopWhenJson stopWhen,
    @Nullable Instant stopsAt,
    WorkersJson workers,
    boolean registered,
    boolean readOnly,
    @Nullable String rayAddress,
    List<StepJson> startSteps,
    List<DriftJson> drift) {

  /**
   * A field that others changed on the cluster's platform.
   *
   * @param wanted what Rayport asked for; null: nothing
   * @param found what is there now; null: nothing
   * @param manager who changed it, as the platform calls them
   * @param adoptable whether it can be taken over; otherwise it can be put back, or left
   */
  record DriftJson(
      String field,
      @Nullable String wanted,
      @Nullable String found,
      String manager,
      @Nullable Instant at,
      boolean adoptable) {

    static DriftJson of(Drift.Change change) {
      return new DriftJson(
          change.field(),
          change.wanted().isEmpty() ? null : change.wanted(),
          change.found().isEmpty() ? null : change.found(),
          change.manager(),
          change.at().orElse(null),
          change.adoptable());
    }
  }

  /** How many workers there are and should be. */
  record WorkersJson(int ready, int desired) {}

  record StopWhenJson(@Nullable Duration idle, @Nullable Duration ttl, @Nullable Instant at) {
    static StopWhenJson of(StopWhen stop) {
      return new StopWhenJson(
          stop.idle().orElse(null), stop.ttl().orElse(null), stop.at().orElse(null));
    }
  }

  /**
   * A step of the start.
   *
   * @param duration null until it ends
   */
  record StepJson(
      String step,
      StartStep.State state,
      String detail,
      @Nullable Instant startedAt,
      @Nullable Duration duration) {

    static StepJson of(StartStep step) {
      Optional<Duration> duration =
          step.startedAt()
              .flatMap(start -> step.endedAt().map(end -> Duration.between(start, end)));
      return new StepJson(
          step.step(),
          step.state(),
          step.detail(),
          step.startedAt().orElse(null),
          duration.orElse(null));
    }
  }

  static ClusterJson of(ClusterDetails details) {
    ClusterSummary summary = details.summary();
    return new ClusterJson(
        summary.id().value(),
        summary.name(),
        summary.template(),
        summary.stage(),
        details.labels(),
        summary.desired(),
        summary.state(),
        summary.condition().orElse(null),
        summary.reason().isEmpty() ? null : summary.reason(),
        summary.reasonCode().isEmpty() ? null : summary.reasonCode(),
        details.spec().map(SpecJson::of).orElse(null),
        details.values(),
        summary.owner(),
        summary.tenant(),
        summary.createdAt(),
        summary.stateSince(),
        summary.asOf().orElse(null),
        details.readyAt().orElse(null),
        details.stoppedAt().orElse(null),
        StopWhenJson.of(details.stopWhen()),
        summary.stopsAt().orElse(null),
        new WorkersJson(summary.workersReady(), summary.workersDesired()),
        summary.registered(),
        summary.readOnly(),
        details.rayAddress().orElse(null),
        details.steps().stream().map(StepJson::of).toList(),
        details.drift().stream().map(DriftJson::of).toList());
  }
}
