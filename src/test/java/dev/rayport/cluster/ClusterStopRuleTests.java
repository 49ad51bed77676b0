package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.JobSubmission;
import dev.rayport.backend.RayJob;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Clusters that stop by themselves. */
class ClusterStopRuleTests extends ClusterWorld {

  @Autowired private TemplateService templates;

  @Test
  void itStopsWhenItsTimeIsOver() {
    CreateCluster wish =
        wish(
            "short",
            "cpu-small",
            Optional.of(
                new StopWhen(
                    Optional.empty(), Optional.of(Duration.ofSeconds(2)), Optional.empty())));
    ClusterDetails cluster = create(wish);
    awaitId(cluster.id(), ClusterState.STOPPED);
    assertThat(service.get(cluster.id().value()).summary().reasonCode()).isEqualTo("time-over");
  }

  @Test
  void itStopsWhenNothingWasActiveButNotWhileAJobIsPrepared() {
    Acting.as(tenant, "lea", Role.LEAD);
    templates.add(
        """
        name: lazy
        stage: TRAINING
        description: Stops soon
        ray: 2.58.0
        head: {cpus: 1, memory: 1536Mi}
        stopWhen: {idle: PT2S}
        """);
    Acting.as(tenant, "ada", Role.RESEARCHER);
    ClusterDetails cluster = create(wish("lazy", "lazy", Optional.empty()));
    awaitId(cluster.id(), ClusterState.READY);
    access.ray(cluster.id()).orElseThrow().submit(preparing("job_1-1"));
    eventually().pollDelay(Duration.ofSeconds(4)).until(() -> true);
    assertThat(service.get("lazy").summary().state()).isEqualTo(ClusterState.READY);

    backend.ray(key(cluster)).run("job_1-1");
    backend.ray(key(cluster)).end("job_1-1", RayJob.Status.SUCCEEDED, 0);
    awaitId(cluster.id(), ClusterState.STOPPED);
    assertThat(service.get(cluster.id().value()).summary().reasonCode()).isEqualTo("idle");
  }

  private static JobSubmission preparing(String id) {
    return new JobSubmission(
        id,
        "python main.py",
        Map.of(),
        Map.of(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Map.of());
  }

  @Test
  void extendMovesTheStop() {
    ClusterDetails cluster = ready("long");
    Instant before = rows.findById(cluster.id().value()).orElseThrow().times.stopsAt;
    service.extend(cluster.id(), Duration.ofHours(4));
    assertThat(rows.findById(cluster.id().value()).orElseThrow().times.stopsAt)
        .isEqualTo(before.plus(Duration.ofHours(4)));
    assertThat(refusal(() -> service.extend(cluster.id(), Duration.ofDays(400))).errors())
        .extracting(e -> e.field())
        .containsExactly("by");
  }
}
