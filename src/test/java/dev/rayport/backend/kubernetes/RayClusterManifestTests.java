package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.PlatformSpec.EnvFrom;
import dev.rayport.backend.PlatformSpec.Source;
import dev.rayport.backend.PlatformSpec.Volume;
import dev.rayport.base.FieldError;
import dev.rayport.base.Quantity;
import dev.rayport.base.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RayClusterManifestTests {

  static Stream<Arguments> manifests() {
    Map<String, Object> scaled =
        Map.of(
            "spec",
            Map.of("workerGroupSpecs", List.of(Map.of("groupName", "trainers", "replicas", 3))));
    RayClusterManifest logical =
        new RayClusterManifest(
            Specs.KEY,
            Specs.autoscaling(),
            Specs.properties("", "Never"),
            InstalledKubeRay.assumed());
    return Stream.of(
        arguments("fixed", Specs.manifest(Specs.fixed()).cluster(Replicas.ASKED, false)),
        arguments("suspended", Specs.manifest(Specs.fixed()).cluster(Replicas.ASKED, true)),
        arguments("head-only", Specs.manifest(Specs.headOnly()).cluster(Replicas.ASKED, false)),
        arguments(
            "autoscaling", Specs.manifest(Specs.autoscaling()).cluster(Replicas.ASKED, false)),
        arguments(
            "autoscaling-without-replicas",
            Specs.manifest(Specs.autoscaling()).cluster(Replicas.LEFT_OUT, false)),
        arguments(
            "autoscaling-as-it-runs",
            Specs.manifest(Specs.autoscaling()).cluster(Replicas.running(scaled), false)),
        arguments("logical-gpus", logical.cluster(Replicas.ASKED, false)),
        arguments(
            "group-suspended",
            Specs.manifest(Specs.withSuspendedGroup()).cluster(Replicas.ASKED, false)),
        arguments("everything", Specs.manifest(Specs.everything()).cluster(Replicas.ASKED, false)),
        arguments(
            "token-secret",
            Specs.manifest(Specs.fixed())
                .companions()
                .tokenSecret(
                    "s3cret",
                    Optional.of(
                        new Owner("v1", "ServiceAccount", Specs.NAMES.serviceAccount(), "uid-1")))),
        arguments(
            "service-account",
            Specs.manifest(Specs.fixed()).companions().serviceAccount(Optional.empty())));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void looksAsItAlwaysDid(String name, Map<String, Object> manifest) {
    GoldenFile.assertSame(name, YamlText.of(manifest));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void holdsNothingEmpty(String name, Map<String, Object> manifest) {
    assertThat(YamlText.of(manifest).lines())
        .noneMatch(line -> line.endsWith("[]") || line.endsWith("null"))
        .filteredOn(line -> line.endsWith("{}"))
        .allMatch(line -> line.strip().equals("emptyDir: {}"));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void breaksNoRuleOfKubeRay(String name, Map<String, Object> manifest) {
    if (manifest.get("kind").equals("RayCluster")) {
      assertThat(RayClusterRules.problems(manifest, RayClusterRules.Operator.STANDARD)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void isKnownToTheRealDefinition(String name, Map<String, Object> manifest) {
    if (manifest.get("kind").equals("RayCluster")) {
      assertThat(KubeRaySources.definition().unknownIn(manifest)).isEmpty();
    }
  }

  @Test
  void isTheSameEachTime() {
    String once = YamlText.of(Specs.manifest(Specs.everything()).cluster(Replicas.ASKED, false));
    assertThat(YamlText.of(Specs.manifest(Specs.everything()).cluster(Replicas.ASKED, false)))
        .isEqualTo(once);
  }

  @Test
  void aVariableIsThereOnceAndTheSpecsWins() {
    String name = "RAY_STREAM_RUNTIME_ENV_LOG_TO_JOB_DRIVER_LOG";
    PlatformSpec platform =
        new PlatformSpec(
            "",
            List.of(new EnvFrom(Source.SECRET, "s", "k", name)),
            List.of(),
            Map.of(),
            List.of(),
            PlatformSpec.Autoscaler.STANDARD,
            Optional.empty());
    ClusterSpec spec =
        new ClusterSpec("2.58.0", Specs.head(), List.of(), Map.of(name, "0"), platform);
    assertThat(new PodEnvironment(spec, "cl_1").list())
        .filteredOn(variable -> variable.get("name").equals(name))
        .containsExactly(Map.of("name", name, "value", "0"));
  }

  /** Of KubeRay 1.7, which has the fields, with its gates open. */
  @Test
  void wallsOfTheOperatorAreAskedForWhereItHasThem() {
    Map<String, Object> manifest = Specs.manifest(Specs.walled()).cluster(Replicas.ASKED, false);
    GoldenFile.assertSame("walls", YamlText.of(manifest));
    assertThat(RayClusterRules.problems(manifest, BrokenRules.ALL)).isEmpty();
    assertThat(KubeRaySources.definition().unknownIn(manifest))
        .containsExactly("spec.tlsOptions", "spec.networkPolicy");
  }

  @Test
  void theKeyComesBackFromTheLabels() {
    Map<String, String> labels =
        Tree.of(Specs.manifest(Specs.fixed()).cluster(Replicas.ASKED, false))
            .at("metadata")
            .texts("labels");
    assertThat(ClusterLabels.key("rayport", labels)).contains(Specs.KEY);
    assertThat(ClusterLabels.key("another", labels)).isEmpty();
    assertThat(labels).containsAllEntriesOf(ClusterLabels.selector("rayport"));
    Map<String, String> without = new LinkedHashMap<>(labels);
    without.remove("rayport.dev/tenant");
    assertThat(ClusterLabels.key("rayport", without)).isEmpty();
  }

  @Test
  void anAutoscalersChoiceIsKeptWithinTheBounds() {
    Map<String, Object> many =
        Map.of(
            "spec",
            Map.of(
                "workerGroupSpecs",
                List.of(
                    Map.of("groupName", "trainers", "replicas", 99),
                    Map.of("groupName", "loaders", "replicas", 7))));
    Map<String, Object> cluster =
        Specs.manifest(Specs.autoscaling()).cluster(Replicas.running(many), false);
    assertThat(Tree.of(cluster).at("spec").list("workerGroupSpecs"))
        .extracting(group -> group.text("replicas"))
        .containsExactly("4", "1");
  }

  @Test
  void aDefinitionThatLacksSomethingIsNoPlaceForATokenedCluster() {
    Map<String, Object> spec =
        Map.of("properties", Map.of("spec", Map.of("properties", Map.of("rayVersion", Map.of()))));
    InstalledKubeRay old =
        InstalledKubeRay.of(
            Map.of(
                "spec",
                Map.of(
                    "versions",
                    List.of(Map.of("name", "v1", "schema", Map.of("openAPIV3Schema", spec))))));
    RayClusterManifest manifest =
        new RayClusterManifest(Specs.KEY, Specs.fixed(), Specs.properties(), old);
    assertThat(old.offers("spec.rayVersion")).isTrue();
    assertThat(old.offers("spec.networkPolicy")).isFalse();
    BackendException refused =
        catchThrowableOfType(BackendException.class, () -> manifest.cluster(Replicas.ASKED, false));
    assertThat(refused).hasMessageContaining("spec.authOptions").hasMessageContaining("update");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(platform("evil.example/x:1", null, null), "image"),
        arguments(platform("rayproject/../../x", null, null), "image"),
        arguments(platform("rayproject/ray@sha256:short", null, null), "image"),
        arguments(
            platform(
                "", new EnvFrom(Source.SECRET, "train-2-0a1b2-token", "auth_token", "T"), null),
            "envFrom[0].secret"),
        arguments(
            platform("", new EnvFrom(Source.SECRET, "s3", "key", "RAY_AUTH_MODE"), null),
            "envFrom[0].variable"),
        arguments(
            platform("", new EnvFrom(Source.SECRET, "a/b", "", ""), null), "envFrom[0].secret"),
        arguments(platform("", null, volume("api-token", "/x", "s")), "volumes[0].name"),
        arguments(
            platform("", null, volume("x", "/var/run/secrets/x", "s")), "volumes[0].mountPath"),
        arguments(platform("", null, volume("x", "/a/../b", "s")), "volumes[0].mountPath"),
        arguments(
            platform("", null, volume("x", "/a", "train-2-0a1b2-token")), "volumes[0].secret"),
        arguments(startParams(Map.of("temp-dir", "/x")), "workerGroups[0].startParams.temp-dir"),
        arguments(
            startParams(Map.of("object-store-memory", "$(id)")),
            "workerGroups[0].startParams.object-store-memory"),
        arguments(
            startParams(Map.of("object-store-memory", "1; rm -rf /")),
            "workerGroups[0].startParams.object-store-memory"),
        arguments(gpuType("h900"), "workerGroups[0].gpuType"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatMustNotBecomePodsIsRefusedWithItsField(ClusterSpec spec, String field) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> Specs.manifest(spec));
    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(field);
    assertThat(refusal.errors().getFirst().message()).isNotBlank();
  }

  private static ClusterSpec platform(
      String image,
      @org.jspecify.annotations.Nullable EnvFrom from,
      @org.jspecify.annotations.Nullable Volume volume) {
    return new ClusterSpec(
        "2.58.0",
        Specs.head(),
        List.of(),
        Map.of(),
        new PlatformSpec(
            image,
            from == null ? List.of() : List.of(from),
            volume == null ? List.of() : List.of(volume),
            Map.of(),
            List.of(),
            PlatformSpec.Autoscaler.STANDARD,
            Optional.empty()));
  }

  private static Volume volume(String name, String path, String secret) {
    return new Volume(name, Volume.Kind.SECRET, secret, path, "", true);
  }

  private static ClusterSpec startParams(Map<String, String> params) {
    return worker("", params);
  }

  private static ClusterSpec gpuType(String type) {
    return worker(type, Map.of());
  }

  private static ClusterSpec worker(String gpuType, Map<String, String> params) {
    NodeSpec node =
        new NodeSpec(
            Quantity.of(1),
            Quantity.parse("1Gi"),
            1,
            OptionalDouble.empty(),
            Map.of(),
            gpuType,
            params);
    return new ClusterSpec(
        "2.58.0", Specs.head(), List.of(Specs.group("worker", node, 1, 1, 1)), Map.of());
  }
}
