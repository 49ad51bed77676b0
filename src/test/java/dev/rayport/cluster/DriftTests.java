package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.Fit;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What others change of clusters on their platform. */
class DriftTests extends ClusterWorld {

  private static final Instant THEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Drift.Change MORE = change("workerGroups.worker.max", "1", "2", true);
  private static final Drift.Change PORT =
      change("spec.headGroupSpec.serviceType", "", "NodePort", false);

  @Test
  void itIsShownWithWhoAndWhenAndNothingIsPutBackByItself() {
    ClusterDetails cluster = trained("shown");
    int applied = backend.applied();
    backend.drift(key(cluster), List.of(MORE), DriftTests::twoWorkers);

    ClusterDetails seen = drifted("shown");
    assertThat(seen.drift()).containsExactly(MORE);
    assertThat(service.list(ClusterQuery.all(), org.springframework.data.domain.Pageable.unpaged()))
        .filteredOn(one -> one.name().equals("shown"))
        .allMatch(ClusterSummary::drifted);
    assertThat(events(cluster))
        .contains("Changed outside of Rayport: workerGroups.worker.max: 1 → 2.");
    assertThat(seen.summary().state()).isEqualTo(ClusterState.READY);
    assertThat(backend.applied()).isEqualTo(applied);
  }

  @Test
  void whoChangedItStaysThoughOthersWriteLater() {
    ClusterDetails cluster = trained("first");
    backend.drift(key(cluster), List.of(MORE), DriftTests::twoWorkers);
    drifted("first");
    Drift.Change later =
        new Drift.Change(
            MORE.field(), "1", "2", "python-requests", Optional.of(Instant.now()), true);
    backend.drift(key(cluster), List.of(later, PORT), DriftTests::twoWorkers);

    eventually().untilAsserted(() -> assertThat(service.get("first").drift()).hasSize(2));
    assertThat(service.get("first").drift()).containsExactly(MORE, PORT);
  }

  @Test
  void aLeadAdoptsItAndTheSpecIsWhatWasFound() {
    ClusterDetails cluster = trained("adopt");
    backend.drift(key(cluster), List.of(MORE), DriftTests::twoWorkers);
    drifted("adopt");
    Acting.as(tenant, "lea", Role.LEAD);

    assertThat(service.adoptDrift(cluster.id()).summary().state()).isEqualTo(ClusterState.UPDATING);

    ClusterDetails after = await("adopt", ClusterState.READY);
    assertThat(after.spec().orElseThrow().workerGroups().getFirst().max()).isEqualTo(2);
    assertThat(after.drift()).isEmpty();
    assertThat(events(cluster)).contains("lea adopted it: workerGroups.worker.max 2.");
  }

  @Test
  void itsOwnerHasItPutBack() {
    ClusterDetails cluster = trained("revert");
    backend.drift(key(cluster), List.of(MORE, PORT), DriftTests::twoWorkers);
    drifted("revert");

    service.revertDrift(cluster.id());

    ClusterDetails after = await("revert", ClusterState.READY);
    assertThat(after.spec()).isEqualTo(cluster.spec());
    assertThat(after.drift()).isEmpty();
    assertThat(rows.findById(cluster.id().value()).orElseThrow().revertWanted).isFalse();
  }

  @Test
  void changesAndResumesDoNotWriteOverItQuietly() {
    ClusterDetails cluster = trained("quiet");
    backend.drift(key(cluster), List.of(MORE), DriftTests::twoWorkers);
    drifted("quiet");

    Refusal refusal = refusal(() -> service.edit(cluster.id(), Map.of("workers", 3)));
    assertThat(refusal.code()).isEqualTo("drifted");
    assertThat(refusal.detail()).contains("workerGroups.worker.max", "adopt that or put it back");
    EditPlan plan = service.planEdit(cluster.id(), Map.of("workers", 3));
    assertThat(plan.live()).isFalse();
    assertThat(plan.why()).contains("adopt that or put it back");
  }

  @Test
  void whatTheSpecCannotSayIsPutBackOrLeft() {
    ClusterDetails cluster = trained("words");
    backend.drift(key(cluster), List.of(PORT), UnaryOperator.identity());
    drifted("words");
    Acting.as(tenant, "lea", Role.LEAD);

    Refusal refusal = refusal(() -> service.adoptDrift(cluster.id()));
    assertThat(refusal.code()).isEqualTo("not-adoptable");
    service.edit(cluster.id(), Map.of("workers", 2));
    assertThat(await("words", ClusterState.READY).summary().workersDesired()).isEqualTo(2);
  }

  @Test
  void onlyLeadsAdoptAndOnlyWhatMayBe() {
    ClusterDetails cluster = trained("may");
    assertThat(refusal(() -> service.revertDrift(cluster.id())).code()).isEqualTo("no-drift");
    backend.drift(key(cluster), List.of(MORE), DriftTests::twoWorkers);
    drifted("may");
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> service.adoptDrift(cluster.id()))
        .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
    Acting.as(tenant, "bob", Role.RESEARCHER);
    assertThat(refusal(() -> service.revertDrift(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    Acting.as(tenant, "lea", Role.LEAD);
    backend.answerFit(new Fit(Fit.Answer.NEVER, "image", "Images start with ray/ here."));
    assertThat(refusal(() -> service.adoptDrift(cluster.id())).code()).isEqualTo("does-not-fit");
    Acting.as("elsewhere", "eve", Role.LEAD);
    assertThat(refusal(() -> service.adoptDrift(cluster.id())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void whatIsAsRayportMadeItAgainIsNoDrift() {
    ClusterDetails cluster = trained("again");
    backend.drift(key(cluster), List.of(MORE), DriftTests::twoWorkers);
    drifted("again");
    backend.drift(key(cluster), List.of(), UnaryOperator.identity());

    eventually().untilAsserted(() -> assertThat(service.get("again").drift()).isEmpty());
    assertThat(events(cluster)).contains("It is again as Rayport made it.");
  }

  private ClusterDetails drifted(String name) {
    return eventually().until(() -> service.get(name), details -> !details.drift().isEmpty());
  }

  private ClusterDetails trained(String name) {
    create(wish(name, "train-cpu", Optional.empty()));
    return await(name, ClusterState.READY);
  }

  private static ClusterSpec twoWorkers(ClusterSpec spec) {
    List<WorkerGroupSpec> groups =
        spec.workerGroups().stream()
            .map(g ->
                new WorkerGroupSpec(
                    g.name(), g.node(), 2, 2, 2, g.spot(), g.nodeSelector(), g.tolerations()))
            .toList();
    return new ClusterSpec(spec.rayVersion(), spec.head(), groups, spec.env(), spec.platform());
  }

  private static Drift.Change change(String field, String wanted, String found, boolean adoptable) {
    return new Drift.Change(field, wanted, found, "kubectl-edit", Optional.of(THEN), adoptable);
  }

  private List<String> events(ClusterDetails cluster) {
    return service.events(cluster.id(), SliceRequest.first(50)).items().stream()
        .map(ClusterEvent::text)
        .toList();
  }
}
