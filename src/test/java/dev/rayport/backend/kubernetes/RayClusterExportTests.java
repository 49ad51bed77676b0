package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RayClusterExportTests {

  @Test
  void anExportHoldsNeitherSecretsNorWhatOthersPutIn() {
    Map<String, Object> live =
        Trees.mutable(Specs.manifest(Specs.autoscaling()).cluster(Replicas.ASKED, false));
    Trees.set(live, "metadata.uid", "u");
    Trees.set(live, "metadata.resourceVersion", "7");
    Trees.set(live, "metadata.annotations", Map.of("added.example/by", "them", "mine", "1"));
    Trees.set(live, "metadata.finalizers", List.of(StartProgress.REDIS_FINALIZER));
    Trees.set(live, "status.state", "ready");
    Trees.set(live, "spec.headServiceAnnotations", Map.of("x", "theirs"));
    Trees.set(live, "spec.workerGroupSpecs[0].replicas", 3);
    Trees.set(
        live, "spec.workerGroupSpecs[0].scaleStrategy", Map.of("workersToDelete", List.of("p")));
    Trees.set(
        live,
        "spec.headGroupSpec.template.spec.containers[0].env",
        List.of(
            Map.of("name", "WANDB_API_KEY", "value", "canary"),
            Map.of("name", "DB", "value", "mysql://u:canary@host/db"),
            Map.of("name", "MODE", "value", "fast")));
    Trees.set(
        live,
        "spec.gcsFaultToleranceOptions",
        Map.of("redisAddress", "r:1", "redisPassword", Map.of("value", "canary")));
    Trees.set(
        live,
        "metadata.managedFields",
        List.of(
            Map.of(
                "manager",
                "rayport",
                "fieldsV1",
                Sightings.map(
                    """
                    {"f:metadata": {"f:annotations": {"f:mine": {}}, "f:labels":
                       {"f:app.kubernetes.io/managed-by": {}}},
                     "f:spec": {"f:rayVersion": {}, "f:headGroupSpec": {"f:template": {}}}}
                    """)),
            Map.of(
                "manager",
                "kubectl-edit",
                "fieldsV1",
                Sightings.map(
                    """
                    {"f:metadata": {"f:annotations": {"f:added.example/by": {}}},
                     "f:spec": {"f:headServiceAnnotations": {}, "f:workerGroupSpecs": {}}}
                    """))));
    String yaml = RayClusterYaml.write(live, "rayport");
    assertThat(yaml)
        .doesNotContain("canary", "uid", "resourceVersion", "status", "finalizers", "theirs")
        .doesNotContain("added.example", "scaleStrategy", "managedFields", "suspend")
        .contains("mine: \"1\"", "value: \"<redacted>\"", "value: fast", "groupName: trainers");
    Map<String, Object> back =
        dev.rayport.base.YamlReader.read(
                yaml, new dev.rayport.base.YamlReader.Subject("y", "y", "y", false))
            .root();
    List<Tree> groups = Tree.of(back).at("spec").list("workerGroupSpecs");
    assertThat(groups.getFirst().has("replicas")).isFalse();
    assertThat(groups.getLast().whole("replicas")).contains(1L);
    assertThat(RayClusterYaml.write(live, "nobody")).contains("added.example", "theirs");
  }

  @Test
  void whatIsAppliedFromGitIsNobodysWhomThePortalWouldEnd() {
    Map<String, Object> live =
        Trees.mutable(Specs.manifest(Specs.everything()).marked(Replicas.ASKED, false));
    String yaml = RayClusterYaml.write(live, "rayport");
    assertThat(yaml)
        .doesNotContain("rayport.dev/", "app.kubernetes.io/managed-by", "serviceAccountName")
        .doesNotContain(Specs.NAMES.tokenSecret())
        .contains("mode: token", "secretName: s3-ca", "name: " + Specs.NAMES.cluster());
    Trees.set(live, "metadata.labels", Map.of("team", "a"));
    assertThat(RayClusterYaml.write(live, "rayport"))
        .as("a stranger's own words stay")
        .contains("serviceAccountName", Specs.NAMES.tokenSecret(), "team: a");
  }
}
