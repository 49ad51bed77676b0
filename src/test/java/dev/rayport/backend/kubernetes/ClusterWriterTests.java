package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.TakeOver;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written when, as an API server hears it. */
class ClusterWriterTests {

  private static final String IN = "/namespaces/rp-ml-training/";
  private static final String NAME = Specs.NAMES.cluster();
  private static final ClusterKey ADOPTED = new ClusterKey("cl_a", "ml", "training", "a", "theirs");

  @TempDir private Path folder;
  private final FakeApiServer server = new FakeApiServer();
  private KubernetesBackend backend;

  @BeforeEach
  void start() {
    backend = Backends.before(server, folder);
    server.put(
        "/api/v1/namespaces/rp-ml-training",
        Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of()));
  }

  @AfterEach
  void end() {
    backend.close();
    server.close();
  }

  /** On a busy machine a namespace is not heard of at once. */
  private void apply(ClusterKey key, ClusterSpec spec) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInSameThread()
        .ignoreExceptionsInstanceOf(BackendSilent.class)
        .until(() -> {
          backend.apply(key, spec);
          return true;
        });
  }

  private static String account(String name) {
    return "/api/v1" + IN + "serviceaccounts/" + name;
  }

  private static String cluster(String name) {
    return "/apis/ray.io/v1" + IN + "rayclusters/" + name;
  }

  private static ClusterSpec withRedis() {
    ClusterSpec fixed = Specs.headOnly();
    PlatformSpec redis =
        new PlatformSpec(
            "",
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            PlatformSpec.Autoscaler.STANDARD,
            Optional.of(new PlatformSpec.Redis("redis:6379", "")));
    return new ClusterSpec(
        fixed.rayVersion(), fixed.head(), fixed.workerGroups(), fixed.env(), redis);
  }

  @Test
  void theAccountOutlivesTheHeadWhereRedisIsCleanedUp() {
    apply(Specs.KEY, withRedis());
    Tree made = server.object(cluster(NAME)).orElseThrow();
    backend.stop(Specs.KEY);
    assertThat(server.requests())
        .endsWith("PATCH " + account(NAME), "DELETE " + cluster(NAME))
        .doesNotContainSequence("DELETE " + account(NAME), "DELETE " + cluster(NAME));
    assertThat(server.object(account(NAME)).orElseThrow().at("metadata").list("ownerReferences"))
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.text("kind")).isEqualTo("RayCluster");
          assertThat(owner.text("uid")).isEqualTo(made.at("metadata").text("uid"));
        });

    // Its next run does not lose its account to the end of the last.
    heard(Specs.KEY, false);
    String before = server.object(account(NAME)).orElseThrow().at("metadata").text("uid");
    apply(Specs.KEY, withRedis());
    Tree after = server.object(account(NAME)).orElseThrow().at("metadata");
    assertThat(after.text("uid")).isNotEqualTo(before);
    assertThat(after.has("ownerReferences")).isFalse();
  }

  @Test
  void anAccountWithoutRedisGoesFirst() {
    apply(Specs.KEY, Specs.headOnly());
    backend.stop(Specs.KEY);
    assertThat(server.requests()).endsWith("DELETE " + account(NAME), "DELETE " + cluster(NAME));
  }

  @Test
  void anEditKeepsWhatTheAutoscalerChoseWhileItWasMade() {
    apply(Specs.KEY, Specs.autoscaling(4));
    heard(Specs.KEY, true);
    AtomicInteger scaled = new AtomicInteger();
    server.trouble(request -> {
      if (request.equals("PATCH " + cluster(NAME)) && scaled.incrementAndGet() <= 2) {
        Map<String, Object> there = Trees.mutable(server.object(cluster(NAME)).orElseThrow().map());
        Trees.set(there, "spec.workerGroupSpecs[0].replicas", 1 + scaled.get());
        server.put(cluster(NAME), there);
      }
      return Optional.empty();
    });
    apply(Specs.KEY, Specs.autoscaling(4));
    assertThat(scaled).hasValue(3);
    assertThat(groups().getFirst().whole("replicas")).contains(3L);
  }

  private List<Tree> groups() {
    return server.object(cluster(NAME)).orElseThrow().at("spec").list("workerGroupSpecs");
  }

  @Test
  void whatIsToRestAlreadyIsNotAskedAgain() {
    apply(Specs.KEY, Specs.headOnly());
    heard(Specs.KEY, true);
    Map<String, Object> resting = Trees.mutable(server.object(cluster(NAME)).orElseThrow().map());
    Trees.set(resting, "spec.suspend", true);
    server.put(cluster(NAME), resting);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            backend.export(Specs.KEY).filter(yaml -> yaml.contains("suspend: true")).isPresent());
    int before = server.requests().size();
    backend.suspend(Specs.KEY);
    backend.suspend(Specs.KEY);
    assertThat(server.requests()).hasSize(before);
  }

  @Test
  void anAccountOfOthersIsNeitherTakenNorDeleted() {
    Map<String, Object> theirs =
        Map.of(
            "apiVersion", "v1",
            "kind", "ServiceAccount",
            "metadata", Map.of("labels", Map.of("team", "them")));
    server.put(account("theirs"), theirs);
    Map<String, Object> there =
        Trees.mutable(
            new RayClusterManifest(
                    ADOPTED, Specs.headOnly(), Imports.plain(), InstalledKubeRay.assumed())
                .cluster(Replicas.ASKED, false));
    Trees.set(there, "metadata.labels", "-");
    Trees.set(there, "spec.headGroupSpec.template.spec.serviceAccountName", "-");
    server.put(cluster("theirs"), there);
    heard(ADOPTED, true);
    TakeOver plan = backend.takeOver(ADOPTED).orElseThrow();
    assertThat(plan.changes())
        .extracting(TakeOver.Rewrite::field)
        .contains("ServiceAccount theirs");

    apply(ADOPTED, Specs.headOnly());
    backend.stop(ADOPTED);

    assertThat(server.requests())
        .doesNotContain("PATCH " + account("theirs"), "DELETE " + account("theirs"))
        .contains("DELETE " + cluster("theirs"));
    assertThat(server.object(account("theirs")).orElseThrow().at("metadata").texts("labels"))
        .containsOnlyKeys("team");
  }

  @Test
  void anAccountMadeForAnAdoptedClusterGoesWithIt() {
    apply(ADOPTED, Specs.headOnly());
    backend.stop(ADOPTED);
    assertThat(server.requests()).contains("DELETE " + account("theirs"));
  }

  @Test
  void anExportThatIsAppliedAgainIsNobodysOrphan() {
    apply(Specs.KEY, Specs.headOnly());
    heard(Specs.KEY, true);
    assertThat(backend.list()).contains(Specs.KEY);
    String yaml = backend.export(Specs.KEY).orElseThrow();
    backend.stop(Specs.KEY);
    heard(Specs.KEY, false);
    server.put(
        cluster(NAME), Trees.mutable(new KubernetesSerialization().unmarshal(yaml, Map.class)));
    heard(Specs.KEY, true);
    assertThat(backend.list()).isEmpty();
    assertThat(backend.found("ml", List.of("training"))).hasSize(1);
  }

  @Test
  void whatSomebodyTookStandsAgain() {
    apply(Specs.KEY, Specs.headOnly());
    heard(Specs.KEY, true);
    backend.upkeep().run();
    List<String> around =
        List.of(
            account(NAME),
            "/api/v1" + IN + "secrets/" + Specs.NAMES.tokenSecret(),
            "/apis/networking.k8s.io/v1" + IN + "networkpolicies/" + NAME,
            "/apis/networking.k8s.io/v1" + IN + "networkpolicies/" + Specs.NAMES.entry(),
            "/apis/networking.k8s.io/v1" + IN + "networkpolicies/default-deny");
    around.forEach(server::remove);
    backend.upkeep().run();
    assertThat(around).allSatisfy(path -> assertThat(server.object(path)).isPresent());

    backend.stop(Specs.KEY);
    heard(Specs.KEY, false);
    backend.upkeep().run();
    assertThat(server.object(account(NAME))).as("of one that ended").isEmpty();
  }

  @Test
  void whichWallsSomebodyTookIsTold() {
    apply(Specs.KEY, Specs.headOnly());
    Namespaces namespaces = new Namespaces(Backends.platformBefore(server, folder));
    assertThat(namespaces.renew()).isEmpty();
    assertThat(namespaces.renew()).isEmpty();
    server.remove("/apis/networking.k8s.io/v1" + IN + "networkpolicies/default-deny");
    assertThat(namespaces.renew()).containsExactly("NetworkPolicy rp-ml-training/default-deny");
  }

  @Test
  void theManifestShowsNoSecrets() {
    ClusterSpec spec = Specs.headOnly();
    ClusterSpec secretive =
        new ClusterSpec(
            spec.rayVersion(),
            spec.head(),
            spec.workerGroups(),
            Map.of("WANDB_API_KEY", "canary", "DB", "mysql://u:canary@host/db", "MODE", "fast"));
    assertThat(backend.manifest(Specs.KEY, secretive).orElseThrow())
        .doesNotContain("canary")
        .contains("<redacted>", "value: fast");
    apply(Specs.KEY, secretive);
    assertThat(YamlText.of(server.object(cluster(NAME)).orElseThrow().map())).contains("canary");
  }

  private void heard(ClusterKey key, boolean there) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> backend.export(key).isPresent() == there);
  }
}
