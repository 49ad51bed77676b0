package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespaceManifestTests {

  private static final String ISOLATION = "rayport.kubernetes.isolation.";

  private static List<Map<String, Object>> objects(Map<String, String> walls) {
    return new NamespaceManifest(
            "rp-ml-training",
            ClusterLabels.ofNamespace("rayport", Specs.KEY),
            Backends.isolation(walls))
        .objects();
  }

  private static Tree named(List<Map<String, Object>> objects, String kind, String name) {
    return objects.stream()
        .map(Tree::of)
        .filter(object -> object.text("kind").equals(kind))
        .filter(object -> object.at("metadata").text("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void podSecurityIsOfOneVersionAndContainersHaveAFloor() {
    List<Map<String, Object>> plain = objects(Map.of());
    assertThat(named(plain, "Namespace", "rp-ml-training").at("metadata").texts("labels"))
        .containsEntry("pod-security.kubernetes.io/enforce", "restricted")
        .containsEntry("pod-security.kubernetes.io/enforce-version", "latest");
    assertThat(
            named(plain, "LimitRange", "rayport").at("spec").list("limits").getFirst().texts("min"))
        .containsEntry("cpu", "1m")
        .containsEntry("memory", "4Mi");
    List<Map<String, Object>> set =
        objects(
            Map.of(
                ISOLATION + "pod-security-version",
                "v1.34",
                ISOLATION + "container-min[cpu]",
                "50m"));
    assertThat(named(set, "Namespace", "rp-ml-training").at("metadata").texts("labels"))
        .containsEntry("pod-security.kubernetes.io/warn-version", "v1.34");
    assertThat(
            named(set, "LimitRange", "rayport").at("spec").list("limits").getFirst().texts("min"))
        .containsExactly(Map.entry("cpu", "50m"));
  }

  @Test
  void anOperatorMayBeTheTenantsOwn() {
    Map<String, String> own =
        Map.of(
            ISOLATION + "operator-subject", "kuberay-%s/kuberay-operator",
            ISOLATION + "operator-namespace", "kuberay-%s");
    assertThat(named(objects(own), "RoleBinding", "kuberay-operator").list("subjects"))
        .singleElement()
        .satisfies(subject -> assertThat(subject.text("namespace")).isEqualTo("kuberay-ml"));

    ClusterObjects cluster =
        new ClusterObjects(
            Specs.manifest(Specs.headOnly()),
            Specs.NAMES,
            Backends.isolation(own).of(Specs.KEY.tenant()),
            false);
    assertThat(YamlText.of(cluster.network(java.util.Optional.empty()).getLast()))
        .contains("kubernetes.io/metadata.name: kuberay-ml");
  }
}
