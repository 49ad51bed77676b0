package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.Fit;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What tenants may not exceed, and who waits for what. */
class ClusterQuotaTests extends ClusterWorld {

  private static final int MANY = 50;
  @Autowired private TenantService tenants;
  @Autowired private QuotaService quotas;

  @Test
  void fiftyAtOnceDoNotExceedTheQuota() {
    limit(Map.of(QuotaKind.CLUSTERS, 5.0));
    backend.withoutQueue();
    AtomicInteger applied = new AtomicInteger();
    backend.beforeApply(key -> applied.incrementAndGet());

    List<ClusterDetails> all = manyAtOnce();

    eventually()
        .untilAsserted(() -> {
          assertThat(states(all, ClusterState.READY)).isEqualTo(5);
          assertThat(all)
              .allSatisfy(each -> assertThat(now(each).state()).isIn(READY_OR_REQUESTED));
        });
    assertThat(applied).hasValue(5);
    assertThat(quotas.mine().use().whole().get(QuotaKind.CLUSTERS)).isEqualTo(5);

    ClusterDetails first =
        all.stream().filter(each -> now(each).state() == ClusterState.READY).findFirst().get();
    service.stop(first.id());
    awaitId(first.id(), ClusterState.STOPPED);
    eventually().untilAsserted(() -> assertThat(states(all, ClusterState.READY)).isEqualTo(5));
    assertThat(applied).hasValue(6);
  }

  private static final List<ClusterState> READY_OR_REQUESTED =
      List.of(ClusterState.READY, ClusterState.REQUESTED);

  private List<ClusterDetails> manyAtOnce() {
    String in = tenant;
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, MANY)
          .mapToObj(number ->
              CompletableFuture.supplyAsync(
                  () -> {
                    Acting.as(in, "ada", Role.RESEARCHER);
                    return create("many-" + number);
                  },
                  people))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  @Test
  void whoeverWaitsHasAPlaceAReasonAndStartsInTurn() {
    limit(Map.of(QuotaKind.CLUSTERS, 1.0));
    ready("first");
    ClusterDetails second = create("second");
    ClusterDetails third = create("third");
    ClusterDetails fourth = create("fourth");

    awaitReason("second", "1st in the queue: %s has 1 of 1 cluster.".formatted(tenant));
    awaitReason("third", "2nd in the queue: %s has 1 of 1 cluster.".formatted(tenant));
    assertThat(now(third).reasonCode()).isEqualTo("waiting-for-quota");
    assertThat(now(third).state()).isEqualTo(ClusterState.REQUESTED);

    service.stop(second.id());
    await(second.id().value(), ClusterState.STOPPED);
    service.stop(service.get("first").id());
    awaitId(third.id(), ClusterState.READY);
    assertThat(now(fourth).state()).isEqualTo(ClusterState.REQUESTED);
  }

  @Test
  void whatCanNeverFitIsRefusedBesideItsField() {
    limit(Map.of(QuotaKind.CPUS, 4.0));

    Refusal refusal = refusal(() -> service.create(training("large", 8)));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
    assertThat(refusal.code()).isEqualTo("does-not-fit");
    assertThat(refusal.errors().getFirst().field()).startsWith("values.");
    assertThat(refusal.errors().getFirst().message()).contains("the quota of " + tenant + " is 4");
    assertThat(service.preview(training("large", 8)).answer()).isEqualTo(Fit.Answer.NEVER);
  }

  @Test
  void aPreviewTellsWhetherItWouldWait() {
    limit(Map.of(QuotaKind.CLUSTERS, 1.0));
    CreateCluster wish = wish("one", "cpu-small", Optional.empty());
    assertThat(service.preview(wish).answer()).isEqualTo(Fit.Answer.NOW);

    ready("one");

    assertThat(service.preview(wish("two", "cpu-small", Optional.empty())))
        .matches(fit -> fit.answer() == Fit.Answer.LATER)
        .matches(fit -> fit.reason().contains("1 of 1 cluster"));
  }

  @Test
  void aResumedClusterWaitsForItsTurn() {
    limit(Map.of(QuotaKind.CLUSTERS, 1.0));
    ClusterDetails resting = ready("resting");
    service.suspend(resting.id());
    awaitId(resting.id(), ClusterState.SUSPENDED);
    ClusterDetails other = ready("other");

    service.resume(resting.id());

    eventually()
        .untilAsserted(() -> assertThat(now(resting).reasonCode()).isEqualTo("waiting-for-quota"));
    service.stop(other.id());
    awaitId(resting.id(), ClusterState.READY);
  }

  @Test
  void aLiveEditStaysWithinTheQuotaAndMayAlwaysShrink() {
    limit(Map.of(QuotaKind.CPUS, 100.0));
    ClusterDetails one = create(training("edited", 2));
    ClusterDetails two = create(training("beside", 2));
    awaitId(one.id(), ClusterState.READY);
    awaitId(two.id(), ClusterState.READY);
    double used = quotas.mine().use().whole().get(QuotaKind.CPUS);
    limit(Map.of(QuotaKind.CPUS, used));

    Refusal refusal = refusal(() -> service.edit(one.id(), Map.of("workers", 3)));
    assertThat(refusal.code()).isEqualTo("over-quota");

    limit(Map.of(QuotaKind.CPUS, used - 1));
    assertThat(service.edit(one.id(), Map.of("workers", 1)).summary().workersDesired()).isOne();
    awaitId(one.id(), ClusterState.READY);
  }

  @Test
  void aStageThatIsFullHoldsUpNoOther() {
    TreeMap<String, Amounts> stages = new TreeMap<>();
    stages.put("TRAINING", Amounts.of(QuotaKind.CLUSTERS, 1));
    limit(new PerStage(Amounts.of(QuotaKind.CLUSTERS, 3), stages));
    ready("training-1");
    ClusterDetails waits = create("training-2");
    eventually()
        .untilAsserted(() -> assertThat(now(waits).reasonCode()).isEqualTo("waiting-for-quota"));
    assertThat(now(waits).reason()).contains("training of " + tenant);

    ClusterDetails data = create(wish("data", "ray-data-cpu", Optional.empty()));

    awaitId(data.id(), ClusterState.READY);
  }

  @Test
  void aLargerQuotaStartsWhatWaitsAndASmallerOneStopsNothing() {
    limit(Map.of(QuotaKind.CLUSTERS, 1.0));
    ClusterDetails first = ready("first");
    ClusterDetails second = create("second");
    eventually()
        .untilAsserted(() -> assertThat(now(second).reasonCode()).isEqualTo("waiting-for-quota"));

    limit(Map.of(QuotaKind.CLUSTERS, 2.0));
    awaitId(second.id(), ClusterState.READY);

    limit(Map.of(QuotaKind.CLUSTERS, 1.0));
    assertThat(now(first).state()).isEqualTo(ClusterState.READY);
    assertThat(now(second).state()).isEqualTo(ClusterState.READY);
  }

  private CreateCluster training(String name, int workers) {
    return new CreateCluster(
        name, "train-cpu", Map.of("workers", workers), Map.of(), Optional.empty());
  }

  private void limit(Map<QuotaKind, Double> whole) {
    limit(new PerStage(new Amounts(whole), new TreeMap<>()));
  }

  private void limit(PerStage limits) {
    Acting.as(tenant, "root", Role.ADMINISTRATOR);
    TenantId id = new TenantId(tenant);
    if (tenants.list().stream().noneMatch(each -> each.id().equals(id))) {
      tenants.create(id);
    }
    quotas.set(id, limits);
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  private ClusterSummary now(ClusterDetails cluster) {
    return service.get(cluster.id().value()).summary();
  }

  private long states(List<ClusterDetails> all, ClusterState state) {
    return all.stream().filter(each -> now(each).state() == state).count();
  }
}
