package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator would refuse is refused before anything is written. */
class OperatorProblemsTests {

  private static final String TOO_OLD =
      "Tokens close the heads of clusters here, and Ray has them from 2.52.0 on.";

  private static ClusterSpec fixed(String version) {
    ClusterSpec fixed = Specs.fixed();
    return new ClusterSpec(version, fixed.head(), fixed.workerGroups(), fixed.env());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.46.0", "2.51.9", "newest"})
  void aVersionWithoutTokensIsRefusedWhenACreateAsksForIt(String version) {
    assertThat(SpecProblems.of(fixed(version), Specs.properties()))
        .containsExactly(new FieldError("ray", TOO_OLD));
    assertThatThrownBy(() -> Specs.manifest(fixed(version)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("ray"));
    assertThat(SpecProblems.of(fixed("2.52.0"), Specs.properties())).isEmpty();
  }

  @Test
  void everyOtherSpecOfTheseTestsIsFineForTheOperator() {
    for (ClusterSpec spec :
        List.of(
            Specs.fixed(),
            Specs.headOnly(),
            Specs.autoscaling(),
            Specs.everything(),
            Specs.walled(),
            Specs.withSuspendedGroup())) {
      assertThat(SpecProblems.of(spec, Specs.properties())).isEmpty();
    }
  }

  @Test
  void whatKubeRayKeepsToItselfIsNamedWithItsField() {
    ClusterSpec fixed = Specs.fixed();
    ClusterSpec walled = Specs.walled();
    ClusterSpec ownCertificates =
        new ClusterSpec(
            fixed.rayVersion(),
            fixed.head(),
            fixed.workerGroups(),
            Map.of("RAY_enable_autoscaler_v2", "1", "REDIS_USERNAME", "me"),
            walled.platform());
    assertThat(SpecProblems.of(ownCertificates, Specs.properties()))
        .allSatisfy(error -> {
          assertThat(error.field()).isEqualTo("env");
          assertThat(error.message()).startsWith("KubeRay refuses it: ").endsWith(".");
        })
        .hasSize(2);
  }

  @Test
  void anImportIsRefusedAtItsLine() {
    String old = Imports.SMALL.replace("2.58.0", "2.46.0");
    ImportedCluster draft = Imports.read(old);
    assertThat(draft.allowed()).isFalse();
    assertThat(draft.findings())
        .containsExactly(new Finding(Kind.NOT_ALLOWED, "spec.rayVersion", 7, TOO_OLD));
  }

  @Test
  void anOldOneOfOthersCanBeShownButNotManaged() {
    Map<String, Object> there =
        Trees.mutable(
            new RayClusterManifest(
                    Specs.KEY, Specs.fixed(), Imports.plain(), InstalledKubeRay.assumed())
                .cluster(Replicas.ASKED, false));
    Trees.set(there, "spec.rayVersion", "2.46.0");
    Trees.set(there, "metadata.labels", "-");
    try (KubernetesClient nowhere = new KubernetesClientBuilder().build();
        KubeRayDefinition kubeRay = new KubeRayDefinition(nowhere)) {
      ForeignClusters foreign =
          new ForeignClusters(Imports.plain(), kubeRay, new RayClusterApi(nowhere));
      TakeOver plan = foreign.takeOver(Specs.KEY, there);
      assertThat(plan.hindrances()).containsExactly("spec.rayVersion: " + TOO_OLD);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "spec.rayVersion, ray",
    "spec.workerGroupSpecs[1].minReplicas, workerGroups[1].min",
    "spec.workerGroupSpecs[0].suspend, workerGroups[0].suspended",
    "spec.workerGroupSpecs[0].rayStartParams.labels, workerGroups[0].startParams.labels",
    "spec.headGroupSpec.rayStartParams.redis-password, head.startParams.redis-password",
    "spec.headGroupSpec.template.spec.containers[0].env[3], env",
    "spec.workerGroupSpecs[0].template.spec.containers[0].volumeMounts[0].name, volumes",
    "spec.gcsFaultToleranceOptions.backend, redis",
    "spec.autoscalerOptions.idleTimeoutSeconds, autoscaler",
    "spec.upgradeStrategy.type, spec.upgradeStrategy.type"
  })
  void pathsBecomeFieldsOfATemplate(String path, String field) {
    assertThat(OperatorProblems.field(path)).isEqualTo(field);
  }
}
