package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes that others really make, as the API server tells of them. */
@OnTestBed
class DriftsTests {

  private static final String TENANT = TestBed.tenant(DriftsTests.class);
  private static final String NAMESPACE = "rp-" + TENANT + "-training";
  private static KubernetesBackend backend;
  private static KubernetesClient admin;

  @BeforeAll
  static void start() {
    TestBed.get().install();
    backend = Backends.backend(Backends.installedPlatform(Backends.fakeNodes(Map.of())));
    admin = TestBed.get().admin();
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    admin.namespaces().withName(NAMESPACE).delete();
    admin.close();
  }

  @Test
  void changesOfOthersAreSeenAndPutBack() {
    ClusterKey key = key("drifting");
    ClusterSpec spec = Specs.autoscaling(2);
    backend.apply(key, spec);
    awaitDrift(key, spec);

    patch(key, "python-requests", "replace", "/spec/workerGroupSpecs/0/replicas", 2);
    patch(key, "kubectl-edit", "replace", "/spec/workerGroupSpecs/0/maxReplicas", 5);
    patch(key, "argocd-controller", "replace", "/spec/autoscalerOptions/idleTimeoutSeconds", 30);
    patch(key, "kubectl-patch", "add", "/spec/upgradeStrategy", Map.of("type", "Recreate"));
    patch(key, "kubectl-label", "add", "/metadata/labels/team", "vision");

    List<Drift.Change> changes =
        awaitDrift(
            key, spec, "workerGroups.small.max", "autoscaler.idleTimeout", "spec.upgradeStrategy");
    assertThat(changes)
        .extracting(Drift.Change::manager)
        .containsExactlyInAnyOrder("kubectl-edit", "argocd-controller", "kubectl-patch");
    assertThat(changes).allMatch(change -> change.at().isPresent());
    Drift drift = backend.drift(key, spec, false).orElseThrow();
    assertThat(drift.adopted().workerGroups().getFirst().max()).isEqualTo(5);
    assertThat(drift.adopted().platform().autoscaler().idleTimeout())
        .isEqualTo(Duration.ofSeconds(30));

    backend.revert(key, spec);

    awaitDrift(key, spec);
    Tree now = Tree.of(new RayClusterApi(admin).tree(cluster(key).get())).at("spec");
    assertThat(now.has("upgradeStrategy")).isFalse();
    assertThat(now.list("workerGroupSpecs").getFirst().whole("maxReplicas")).hasValue(2L);
    assertThat(now.list("workerGroupSpecs").getFirst().whole("replicas")).hasValue(2L);
  }

  @Test
  void whatIsAdoptedIsNoDriftAnyMore() {
    ClusterKey key = key("adopting");
    ClusterSpec spec = Specs.autoscaling(2);
    backend.apply(key, spec);
    patch(key, "kubectl-edit", "replace", "/spec/workerGroupSpecs/0/maxReplicas", 4);
    awaitDrift(key, spec, "workerGroups.small.max");

    ClusterSpec adopted = backend.drift(key, spec, false).orElseThrow().adopted();
    backend.apply(key, adopted);

    awaitDrift(key, adopted);
    assertThat(adopted.workerGroups()).extracting(WorkerGroupSpec::max).containsExactly(4);
  }

  @Test
  void whatThePortalHasStillToWriteIsNoDrift() {
    ClusterKey key = key("pending");
    ClusterSpec spec = Specs.autoscaling(2);
    backend.apply(key, spec);
    patch(key, "python-requests", "replace", "/spec/workerGroupSpecs/0/replicas", 1);
    awaitDrift(key, spec);

    assertThat(backend.drift(key, Specs.autoscaling(3), false)).isEmpty();
  }

  @Test
  void aSuspensionByAQueueHasItsName() {
    ClusterKey key = key("queued");
    ClusterSpec spec = Specs.autoscaling(2);
    backend.apply(key, spec);
    patch(key, "kueue", "replace", "/spec/suspend", true);

    assertThat(awaitDrift(key, spec, Drift.SUSPENDED).getFirst().manager()).isEqualTo("kueue");
  }

  private static List<Drift.Change> awaitDrift(ClusterKey key, ClusterSpec spec, String... fields) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> backend.drift(key, spec, false).map(Drift::changes),
            found ->
                found
                    .map(changes -> changes.stream().map(Drift.Change::field).toList())
                    .filter(names ->
                        names.size() == fields.length && names.containsAll(List.of(fields)))
                    .isPresent())
        .orElseThrow();
  }

  private static void patch(ClusterKey key, String manager, String op, String path, Object value) {
    PatchContext as =
        new PatchContext.Builder().withPatchType(PatchType.JSON).withFieldManager(manager).build();
    String steps =
        admin
            .getKubernetesSerialization()
            .asJson(List.of(Map.of("op", op, "path", path, "value", value)));
    cluster(key).patch(as, steps);
  }

  private static Resource<GenericKubernetesResource> cluster(ClusterKey key) {
    return admin
        .genericKubernetesResources(RayClusterApi.RAY_CLUSTER)
        .inNamespace(NAMESPACE)
        .withName(name(key));
  }

  private static String name(ClusterKey key) {
    return ObjectNames.of("rp-", key).cluster();
  }

  private static ClusterKey key(String name) {
    return new ClusterKey(RandomId.next("cl"), TENANT, "training", name);
  }
}
