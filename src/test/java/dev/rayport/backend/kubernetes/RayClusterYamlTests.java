package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.kubernetes.Findings.Finding;
import dev.rayport.backend.kubernetes.Findings.Kind;
import dev.rayport.backend.kubernetes.RayClusterImport.Draft;
import dev.rayport.base.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RayClusterYamlTests {

  private static final String SMALL =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata:
        name: small
        creationTimestamp: null
      spec:
        rayVersion: "2.58.0"
        headGroupSpec:
          rayStartParams: {num-cpus: "0"}
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/ray:2.58.0
                resources: {limits: {cpu: "1", memory: 4Gi}}
        workerGroupSpecs:
        - groupName: worker
          replicas: 2
          minReplicas: 2
          maxReplicas: 2
          template:
            spec:
              containers:
              - name: ray-worker
                image: rayproject/ray:2.58.0
                resources: {limits: {cpu: "2", memory: 4Gi}}
      """;

  static Stream<Arguments> specs() {
    return Stream.of(
        arguments("fixed", Specs.fixed()),
        arguments("everything", Specs.everything()),
        arguments("head only", Specs.headOnly()));
  }

  /** Settings that put no selectors and tolerations of their own into pods. */
  private static KubernetesProperties plain() {
    KubernetesProperties p = Specs.properties();
    return new KubernetesProperties(
        null,
        null,
        null,
        true,
        "rayport",
        "rp-",
        p.reach(),
        p.clusterDomain(),
        p.image(),
        "",
        p.imagePrefixes(),
        1,
        p.gpuResource(),
        Map.of(),
        Map.of(),
        "",
        p.terminationGrace(),
        p.resync(),
        Map.of(),
        List.of());
  }

  private static Draft read(String text) {
    return RayClusterYaml.read(text, plain());
  }

  @Test
  void aPlainClusterComesAlongWhole() {
    Draft draft = read(SMALL);
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
        new RayClusterManifest(Specs.KEY, spec, plain(), InstalledKubeRay.assumed())
            .cluster(Replicas.ASKED, false);
    Draft draft = read(YamlText.of(made));
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
    List<String> lines = new ArrayList<>(SMALL.lines().toList());
    int at = 0;
    while (!lines.get(at).contains(before)) {
      at++;
    }
    String indent = lines.get(at).replaceAll("\\S.*", "");
    lines.add(at, indent + extra);
    Draft draft = read(String.join("\n", lines));
    assertThat(draft.allowed()).isFalse();
    assertThat(draft.findings())
        .filteredOn(found -> found.kind() == Kind.NOT_ALLOWED)
        .singleElement()
        .isEqualTo(new Finding(Kind.NOT_ALLOWED, path, at + 1, draft.findings().getFirst().why()));
    assertThat(draft.findings().getFirst().why()).endsWith(".");
  }

  @Test
  void whatIsLeftOutIsToldButNoObstacle() {
    Draft draft =
        read(
            SMALL
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
    Draft draft = read("apiVersion: v1\nkind: Secret\nmetadata: {name: x}\n");
    assertThat(draft.spec()).isEmpty();
    assertThat(draft.findings())
        .containsExactly(
            new Finding(
                Kind.NOT_ALLOWED,
                "kind",
                2,
                "“Secret” of v1 is no RayCluster; only those can be read."));
  }

  static Stream<Arguments> bombs() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++) {
      aliases.append(
          "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }
    return Stream.of(
        arguments("aliases", aliases.toString(), "Line 1: anchors"),
        arguments("self", "x: &a [*a]\n", "Line 1: anchors"),
        arguments("depth", "x: " + "[".repeat(10_000), "nested deeper than 64"),
        arguments("size", "x: " + "y".repeat(4 << 20), "at most 256 KiB"),
        arguments("two documents", SMALL + "---\na: b\n", "a second document starts"),
        arguments("duplicate", "kind: a\nkind: b\n", "Line 2: “kind” is there twice"),
        arguments("tag", "kind: !!javax.script.ScriptEngineManager [x]\n", "tags ("),
        arguments("tagged nothing", "kind: !!str\n", "tags ("),
        arguments("no map", "- a\n", "a RayCluster is a map of fields"),
        arguments("nothing", "", "there is nothing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  @Timeout(5)
  void bombsAreRefusedWithTheirLine(String name, String text, String message) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> read(text));
    assertThat(refusal.detail()).contains(message);
  }

  static Stream<Arguments> samples() throws IOException {
    Path folder = KubeRaySources.cached().resolve("config/samples");
    if (!Files.isDirectory(folder)) {
      return Stream.of(arguments("none", folder));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> arguments(folder.relativize(file).toString(), file))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void kubeRaysOwnSamplesComeAlongOrSayWhyNot(String name, Path file) throws IOException {
    KubeRaySources.folder();
    for (String text : documents(Files.readString(file))) {
      Draft draft = read(text);
      assertThat(draft.findings())
          .allSatisfy(found -> {
            assertThat(found.why()).matches("(?s)[^\\n]+\\.");
            assertThat(found.line()).isBetween(1, (int) text.lines().count());
            assertThat(found.path()).isNotBlank();
          });
      boolean rayCluster = text.lines().anyMatch(line -> line.strip().equals("kind: RayCluster"));
      assertThat(draft.spec().isPresent()).isEqualTo(rayCluster);
      if (draft.allowed()) {
        Map<String, Object> made =
            new RayClusterManifest(
                    Specs.KEY, draft.spec().orElseThrow(), plain(), KubeRaySources.definition())
                .cluster(Replicas.ASKED, false);
        assertThat(RayClusterRules.problems(made, RayClusterRules.Operator.STANDARD))
            .extracting(RayClusterRules.Problem::message)
            .allMatch(message -> message.contains("minimum Ray version"));
      }
    }
  }

  private static List<String> documents(String text) {
    return Stream.of(text.split("(?m)^---.*$"))
        .filter(part -> part.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
        .toList();
  }

  @Test
  void aSampleWithSeveralDocumentsIsToldSo() throws IOException {
    Path sample = KubeRaySources.folder().resolve("config/samples/ray-cluster.autoscaler-v2.yaml");
    String text = Files.readString(sample);
    assertThat(catchThrowableOfType(Refusal.class, () -> read(text)).detail())
        .matches("Line [0-9]+: a second document starts; write one RayCluster per file\\.");
    ClusterSpec spec = read(documents(text).getFirst()).spec().orElseThrow();
    assertThat(spec.workerGroups().getFirst().max()).isEqualTo(10);
    assertThat(spec.platform().autoscaler().idleTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(spec.head().rayCpus()).hasValue(0);
  }

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
}
