package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.RandomId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters that others make beside the portal's own, and single groups that rest. */
@OnTestBed
class ForeignClustersTests {

  private static final String TENANT = TestBed.tenant(ForeignClustersTests.class);
  private static final String NAMESPACE = "rp-" + TENANT + "-training";
  private static final List<String> STAGES = List.of("preprocessing", "training", "serving");
  private static KubernetesBackend backend;
  private static KubernetesClient admin;

  @BeforeAll
  static void start() {
    TestBed.get().install();
    backend = backend();
    admin = TestBed.get().admin();
  }

  private static KubernetesBackend backend() {
    return Backends.backend(Backends.installedPlatform(Backends.fakeNodes(Map.of())));
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    admin.namespaces().withName(NAMESPACE).delete();
    admin.close();
  }

  @Test
  void oneOfOthersIsSeenShownAndTakenOver() {
    ClusterKey own = key("own", "");
    apply(own, Specs.autoscaling(2));
    others("theirs");
    FoundCluster found =
        await(
                () ->
                    backend.found(TENANT, STAGES).stream()
                        .filter(one -> one.object().equals("theirs"))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(found.madeBy()).isEqualTo("argocd-controller");
    assertThat(found.stage()).isEqualTo("training");
    assertThat(backend.list()).extracting(ClusterKey::object).doesNotContain("theirs");

    ClusterKey shown = key("shown", "theirs");
    ClusterObservation seen =
        await(() -> backend.observe(shown), known -> phase(known, Phase.READY)).orElseThrow();
    assertThat(seen.endpoint()).as("its token is not the portal's").isEmpty();
    assertThat(seen.nodes()).extracting(NodeObservation::group).contains("head", "worker");

    TakeOver plan = backend.takeOver(shown).orElseThrow();
    assertThat(plan.hindrances()).isEmpty();
    assertThat(plan.changes())
        .extracting(TakeOver.Rewrite::field)
        .contains("spec.authOptions.secretName");
    assertThat(plan.spec().workers()).isEqualTo(1);

    ClusterKey managed = key("managed", "theirs");
    apply(managed, plan.spec());
    await(() -> backend.list().contains(managed), is -> is);
    assertThat(backend.found(TENANT, STAGES)).isEmpty();
    await(
        () -> backend.observe(managed),
        known -> phase(known, Phase.READY) && known.orElseThrow().endpoint().isPresent());
    backend.close();
    backend = backend();
    await(() -> backend.list().contains(managed), is -> is);

    backend.stop(managed);
    await(() -> backend.observe(managed), Optional::isEmpty);
  }

  @Test
  void aGroupRestsAndComesBack() {
    ClusterKey key = key("resting", "");
    ClusterSpec spec = fixed();
    apply(key, spec);
    await(() -> backend.observe(key), known -> nodes(known) == 2 && phase(known, Phase.READY));

    apply(key, suspended(spec, true));
    await(() -> backend.observe(key), known -> nodes(known) == 1 && phase(known, Phase.READY));
    assertThat(backend.drift(key, suspended(spec, true), false).orElseThrow().changes()).isEmpty();

    apply(key, suspended(spec, false));
    await(() -> backend.observe(key), known -> nodes(known) == 2 && phase(known, Phase.READY));
  }

  /** A namespace that was just made is not heard of at once. */
  private static void apply(ClusterKey key, ClusterSpec spec) {
    await(
        () -> {
          backend.apply(key, spec);
          return true;
        },
        done -> done);
  }

  private static ClusterSpec fixed() {
    return new ClusterSpec(
        "2.58.0",
        Specs.node("500m", "2Gi"),
        List.of(Specs.group("worker", Specs.node("1", "2Gi"), 1, 1, 1)),
        Map.of());
  }

  private static ClusterSpec suspended(ClusterSpec spec, boolean rests) {
    return new ClusterSpec(
        spec.rayVersion(),
        spec.head(),
        spec.workerGroups().stream().map(group -> group.suspended(rests)).toList(),
        spec.env());
  }

  /** As a person would write it by the rules of the namespace. */
  private static void others(String name) {
    Map<String, Object> made =
        Trees.mutable(
            new RayClusterManifest(
                    key(name, name),
                    fixed(),
                    Backends.properties(Backends.fakeNodes(Map.of())),
                    InstalledKubeRay.assumed())
                .cluster(Replicas.ASKED, false));
    Trees.set(made, "metadata.labels", "-");
    Trees.set(made, "spec.authOptions.secretName", "-");
    String pod = "template.spec.serviceAccountName";
    Trees.set(made, "spec.headGroupSpec." + pod, "-");
    Trees.set(made, "spec.workerGroupSpecs[0]." + pod, "-");
    Trees.set(made, "spec.headGroupSpec.template.metadata", "-");
    Trees.set(made, "spec.workerGroupSpecs[0].template.metadata", "-");
    admin
        .genericKubernetesResources(RayClusterApi.RAY_CLUSTER)
        .inNamespace(NAMESPACE)
        .resource(
            admin.getKubernetesSerialization().convertValue(made, GenericKubernetesResource.class))
        .fieldManager("argocd-controller")
        .serverSideApply();
  }

  private static boolean phase(Optional<ClusterObservation> seen, Phase phase) {
    return seen.filter(known -> known.phase() == phase).isPresent();
  }

  private static int nodes(Optional<ClusterObservation> seen) {
    return seen.map(known -> known.nodes().size()).orElse(0);
  }

  private static <T> T await(Callable<T> what, java.util.function.Predicate<T> until) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(BackendException.class)
        .until(what, until);
  }

  private static ClusterKey key(String name, String object) {
    return new ClusterKey(RandomId.next("cl"), TENANT, "training", name, object);
  }
}
