package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.backend.PlatformSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RayClusterImportTests {

  static Stream<Arguments> specs() {
    return Stream.of(
        arguments("fixed", Specs.fixed()),
        arguments("everything", Specs.everything()),
        arguments("head only", Specs.headOnly()));
  }

  @Test
  void aPlainClusterComesAlongWhole() {
    ImportedCluster draft = Imports.read(Imports.SMALL);
    assertThat(draft.findings()).isEmpty();
    assertThat(draft.name()).isEqualTo("small");
    assertThat(draft.allowed()).isTrue();
    ClusterSpec spec = draft.spec().orElseThrow();
    assertThat(spec).isEqualTo(Specs.fixed());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specs")
  void whatRayportMakesItReadsBack(String name, ClusterSpec spec) {
    Map<String, Object> made =
        new RayClusterManifest(Specs.KEY, spec, Imports.plain(), InstalledKubeRay.assumed())
            .cluster(Replicas.ASKED, false);
    ImportedCluster draft = Imports.read(YamlText.of(made));
    assertThat(draft.findings()).filteredOn(found -> found.kind() == Kind.NOT_ALLOWED).isEmpty();
    ClusterSpec back = draft.spec().orElseThrow();
    assertThat(back.env()).isEqualTo(spec.env());
    assertThat(back.platform().envFrom())
        .containsExactlyInAnyOrderElementsOf(spec.platform().envFrom());
    assertThat(back.platform().volumes()).isEqualTo(spec.platform().volumes());
    assertThat(back.platform().redis()).isEqualTo(spec.platform().redis());
    assertThat(back.platform().image()).isEqualTo(spec.platform().image());
    assertThat(back.workerGroups())
        .extracting(g ->
            g.name()
                + g.min()
                + g.max()
                + g.replicas()
                + g.node().resources()
                + g.node().startParams()
                + g.node().gpus()
                + g.node().cpus()
                + g.node().memory())
        .isEqualTo(
            spec.workerGroups().stream()
                .map(g ->
                    g.name()
                        + g.min()
                        + g.max()
                        + g.replicas()
                        + g.node().resources()
                        + g.node().startParams()
                        + g.node().gpus()
                        + g.node().cpus()
                        + g.node().memory())
                .toList());
  }

  static Stream<Arguments> forbidden() {
    String pod = "spec.headGroupSpec.template.spec.";
    return Stream.of(
        arguments("containers:", "hostNetwork: true", pod + "hostNetwork"),
        arguments("containers:", "hostPID: true", pod + "hostPID"),
        arguments("containers:", "serviceAccountName: admin", pod + "serviceAccountName"),
        arguments("containers:", "priorityClassName: system", pod + "priorityClassName"),
        arguments("containers:", "initContainers: [{name: x}]", pod + "initContainers"),
        arguments(
            "containers:",
            "volumes: [{name: x, hostPath: {path: /}}]",
            pod + "volumes[0].hostPath"),
        arguments("containers:", "volumes: [{name: x, nfs: {path: /}}]", pod + "volumes[0].nfs"),
        arguments(
            "containers:",
            "securityContext: {privileged: true}",
            pod + "securityContext.privileged"),
        arguments(
            "image:",
            "securityContext: {capabilities: {add: [SYS_PTRACE]}}",
            pod + "containers[0].securityContext.capabilities.add"),
        arguments(
            "image:",
            "env: [{name: RAY_AUTH_MODE, value: disabled}]",
            pod + "containers[0].env[0].name"),
        arguments("template:", "enableIngress: true", "spec.headGroupSpec.enableIngress"),
        arguments("template:", "serviceType: NodePort", "spec.headGroupSpec.serviceType"),
        arguments(
            "template:", "headService: {metadata: {name: x}}", "spec.headGroupSpec.headService"),
        arguments("headGroupSpec:", "managedBy: kueue.x-k8s.io/multikueue", "spec.managedBy"),
        arguments(
            "creationTimestamp:",
            "labels: {ray.io/cluster: other}",
            "metadata.labels.ray.io/cluster"),
        arguments(
            "creationTimestamp:",
            "annotations: {ray.io/overwrite-container-cmd: \"true\"}",
            "metadata.annotations.ray.io/overwrite-container-cmd"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("forbidden")
  void whatMustNotBeIsNamedWithItsLine(String before, String extra, String path) {
    List<String> lines = new ArrayList<>(Imports.SMALL.lines().toList());
    int at = 0;
    while (!lines.get(at).contains(before)) {
      at++;
    }
    String indent = lines.get(at).replaceAll("\\S.*", "");
    lines.add(at, indent + extra);
    ImportedCluster draft = Imports.read(String.join("\n", lines));
    assertThat(draft.allowed()).isFalse();
    assertThat(draft.findings())
        .filteredOn(found -> found.kind() == Kind.NOT_ALLOWED)
        .singleElement()
        .isEqualTo(new Finding(Kind.NOT_ALLOWED, path, at + 1, draft.findings().getFirst().why()));
    assertThat(draft.findings().getFirst().why()).endsWith(".");
  }

  @Test
  void whatIsLeftOutIsToldButNoObstacle() {
    ImportedCluster draft =
        Imports.read(
            Imports.SMALL
                .replace("  creationTimestamp: null\n", "  namespace: mine\n  labels: {team: a}\n")
                .replace(
                    "image: rayproject/ray:2.58.0\n",
                    "image: rayproject/ray:2.58.0\n" + "          command: [sh]\n"));
    assertThat(draft.allowed()).isTrue();
    assertThat(draft.findings())
        .extracting(Finding::path)
        .containsExactly(
            "metadata.namespace",
            "metadata.labels.team",
            "spec.headGroupSpec.template.spec.containers[0].command",
            "spec.workerGroupSpecs[0].template.spec.containers[0].command");
  }

  @Test
  void anotherKindIsNoRayCluster() {
    ImportedCluster draft = Imports.read("apiVersion: v1\nkind: Secret\nmetadata: {name: x}\n");
    assertThat(draft.spec()).isEmpty();
    assertThat(draft.findings())
        .containsExactly(
            new Finding(
                Kind.NOT_ALLOWED,
                "kind",
                2,
                "“Secret” of v1 is no RayCluster; only those can be read, also inside of a RayJob or a"
                    + " RayService."));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"RayJob, rayClusterSpec, entrypoint", "RayService, rayClusterConfig, serveConfigV2"})
  void theClusterInsideOfAnotherObjectComesAlong(String kind, String field, String other) {
    String inside =
        Imports.SMALL
            .substring(Imports.SMALL.indexOf("spec:\n") + "spec:\n".length())
            .replaceAll("(?m)^", "  ");
    String text =
        "apiVersion: ray.io/v1\nkind: %s\nmetadata: {name: outer}\nspec:\n  %s: text\n  %s:\n"
                .formatted(kind, other, field)
            + inside;

    ImportedCluster read = Imports.read(text);

    assertThat(read.name()).isEqualTo("outer");
    assertThat(read.allowed()).isTrue();
    assertThat(read.spec()).contains(Specs.fixed());
    assertThat(read.findings())
        .containsExactly(
            new Finding(
                Kind.NOT_CARRIED,
                "spec." + other,
                5,
                "Only the cluster is imported; jobs and applications are submitted to it."));
  }

  @Test
  void aJobOnAnExistingClusterHasNoneOfItsOwn() {
    ImportedCluster read =
        Imports.read(
            "apiVersion: ray.io/v1\nkind: RayJob\nmetadata: {generateName: x-}\nspec:\n"
                + "  clusterSelector: {ray.io/cluster: y}\n");
    assertThat(read.spec()).isEmpty();
    assertThat(read.allowed()).isFalse();
    assertThat(read.findings())
        .containsExactly(
            new Finding(
                Kind.NOT_ALLOWED,
                "spec.clusterSelector",
                5,
                "It has no cluster of its own, and so there is none to be made."));
  }

  @Test
  void ofTwoClustersTheFirstComesAlongAndTheOtherIsNamed() {
    ImportedCluster read = Imports.read(Imports.SMALL + "---\n" + Imports.SMALL);
    assertThat(read.allowed()).isTrue();
    assertThat(read.findings())
        .extracting(Finding::line, Finding::why)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                (int) Imports.SMALL.lines().count() + 3,
                "One cluster is imported at a time; import this RayCluster by itself."));
  }

  @Test
  void wallsOfKubeRayComeAlong() {
    ImportedCluster read =
        Imports.read(
            Imports.SMALL.replace(
                "spec:\n  rayVersion",
                "spec:\n  tlsOptions: {enabled: true}\n"
                    + "  networkPolicy: {mode: DenyAllIngress, head: {ingressRules: [{}]}}\n"
                    + "  rayVersion"));
    assertThat(read.spec().orElseThrow().platform().walls())
        .isEqualTo(new PlatformSpec.Walls(true, PlatformSpec.Walls.Network.DENY_ALL_INGRESS));
    assertThat(read.findings())
        .extracting(Finding::path)
        .containsExactly("spec.networkPolicy.head");
  }
}
