package dev.rayport.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.PlatformSpec.EnvFrom;
import dev.rayport.backend.PlatformSpec.Volume;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTests {

  static final String MANUAL =
      """
      name: ray-data-cpu
      stage: PREPROCESSING
      description: Batch preprocessing on CPUs
      ray: 2.58.0
      parameters:
        cpus:      {label: CPUs per worker, type: integer, default: 2, range: [1, 8]}
        workers:   {label: Workers, type: integer, default: 1, range: [0, 10]}
        idle:      {label: Stop when idle for, type: duration, default: PT30M, range: [PT5M, PT8H]}
        shm:       {type: quantity, fixed: 1Gi, hidden: true}
        project:   {label: Project, type: string, pattern: "[a-z0-9-]{1,20}", required: false}
      head:        {cpus: 1, memory: 2Gi, rayCpus: 0}
      workerGroups:
        - {name: worker, cpus: "${cpus}", memory: 4Gi, min: 0, max: "${workers}", replicas: "${workers}", spot: false, nodeSelector: {}, tolerations: [], policy: {max: {range: [0, 10]}, add: true}}
      stopWhen:    {idle: "${idle}", ttl: P1D}
      env:         {DATA_LIMIT: "${shm}"}
      """;

  private static final String SMALL =
      "name: t\nstage: TRAINING\nray: 2.58.0\nhead: {cpus: 1, memory: 2Gi}\n";

  @Test
  void theManualsTemplateIsRead() {
    TemplateDefinition definition = TemplateReader.read(MANUAL);

    assertThat(definition.parameters())
        .extracting(Parameter::name)
        .containsExactly("cpus", "workers", "idle", "shm", "project");
    assertThat(definition.groups())
        .containsExactly(
            new WorkerGroupPolicy(
                "worker", java.util.Map.of("max", new WorkerGroupPolicy.IntRange(0, 10)), true));
  }

  @Test
  void jsonIsReadToo() {
    String json =
        "{\"name\":\"t\",\"stage\":\"TRAINING\",\"ray\":\"2.58.0\",\n\t\"description\":\"a\\/b\","
            + "\"head\":{\"cpus\":1,\"memory\":\"2Gi\"}}";

    assertThat(TemplateReader.read(json).description()).isEqualTo("a/b");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alias | `a: &x 1\nb: *x` | Line 1: anchors",
        "alias alone | `a: *x` | Line 1: aliases",
        "recursive alias | `a: &a [*a]` | Line 1: anchors",
        "two documents | `a: 1\n---\nb: 2` | Line 2: a second document",
        "duplicate key | `name: t\nstage: TRAINING\nname: u` | Line 3: “name” is there twice",
        "tag | `name: t\nx: !!javax.script.ScriptEngineManager [1]` | Line 2: tags",
        "tag on text | `name: !!str t` | Line 1: tags",
        "not YAML | `name: t\n  bad: [` | Line 2",
        "no map | `- a` | Line 1: a template is a map",
        "nothing | `` | Line 1",
        "empty value | `name: t\nray:` | Line 2: a value is missing",
      })
  void whatIsNotPlainYamlIsRefusedWithItsLine(String what, String text, String message) {
    assertThat(refusal(text).detail()).as(what).startsWith(message);
  }

  @Test
  void bombsAreRefusedWithinASecond() {
    String aliases =
        "a0: &a0 [x,x]\n"
            + String.join(
                "\n",
                IntStream.range(1, 12)
                    .mapToObj(i -> "a%d: &a%d [*a%d,*a%d]".formatted(i, i, i - 1, i - 1))
                    .toList());
    Instant start = Instant.now();

    assertThat(refusal(aliases).detail()).contains("anchors");
    assertThat(refusal("a: " + "[".repeat(10_000)).detail()).contains("nested deeper than 64");
    assertThat(refusal("a: " + "{a: ".repeat(10_000)).detail()).contains("nested deeper than 64");
    assertThat(refusal("a: " + "x".repeat(4 << 20)).kind()).isEqualTo(Refusal.Kind.TOO_LARGE);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kind | `kind: ClusterRole` | “kind” is not known here",
        "head.hostPath | `head: {cpus: 1, memory: 2Gi, hostPath: /}` | “hostPath” is not known",
        "name | `name: Ab_c` | Only lower-case letters",
        "name | `name: kube-rаy` | Only lower-case letters",
        "ray | `ray: 2.55.1` | too old",
        "ray | `ray: latest` | such as 2.58.0",
        "stage | `stage: COOKING` | PREPROCESSING, TRAINING, SERVING",
        "head.memory | `head: {cpus: 1, memory: 10GB}` | 10Gi",
        "head.memory | `head: {cpus: 1, memory: 1m}` | 64Mi",
        "head.memory | `head: {cpus: 1, memory: 9223372036854775808}` | “9223372036854775808” is no quantity",
        "head.cpus | `head: {cpus: 1e3x, memory: 2Gi}` | no quantity",
        "head.cpus | `head: {cpus: -1, memory: 2Gi}` | no quantity",
        "env.A=B | `env: {A=B: x}` | no name for a variable",
        "env.RAY_AUTH_MODE | `env: {RAY_AUTH_MODE: disabled}` | reserved",
        "env.LD_PRELOAD | `env: {LD_PRELOAD: x.so}` | reserved",
        "env.X | `env: {X: \"a-${b}\"}` | mixes text and a parameter",
        "env.X | `env: {X: \"${b}\"}` | There is no parameter “b”",
        "stopWhen.idle | `stopWhen: {idle: 30m}` | PT30M",
        "stopWhen.ttl | `stopWhen: {ttl: -PT1H}` | outside of what is possible",
        "parameters.a.default | `parameters: {a: {type: integer, default: 9, range: [1, 8]}}` | 9 is over the limit of 8",
        "parameters.a.range | `parameters: {a: {type: integer, default: 1, range: [8, 1]}}` | [least, most]",
        "parameters.a.fixed | `parameters: {a: {type: string, fixed: x, choice: [y]}}` | none of y",
        "parameters.a.default | `parameters: {a: {type: integer, default: many}}` | not a whole number",
        "parameters.a.pattern | `parameters: {a: {type: string, pattern: \"[\"}}` | no regular expression",
        "parameters.a.hidden | `parameters: {a: {type: string, hidden: true}}` | needs a fixed value",
        "parameters.a.type | `parameters: {a: {type: image}}` | integer, number, string",
        "workerGroups[0].max | `workerGroups: [{name: w, cpus: 1, memory: 2Gi, min: 3, max: 1}]` | min 3 is more than max 1",
        "workerGroups[0].min | `workerGroups: [{name: w, cpus: 1, memory: 2Gi, min: -1}]` | from 0 to 1000",
        "workerGroups[0].replicas | `workerGroups: [{name: w, cpus: 1, memory: 2Gi, replicas: 1000000000}]` | from 0 to 1000",
        "workerGroups[0].name | `workerGroups: [{name: head, cpus: 1, memory: 2Gi}]` | another group",
        "image | `image: \"x; rm -rf /\"` | no image",
        "envFrom[0].secret | `envFrom: [{key: a, variable: A}]` | secret or configMap",
        "envFrom[0].variable | `envFrom: [{secret: s3, key: k, variable: RAY_AUTH_MODE}]` | reserved",
        "envFrom[0].secret | `envFrom: [{secret: train-2-0a1b2-token}]` | nobody's to read",
        "volumes[0].hostPath | `volumes: [{name: x, hostPath: {path: /}, mountPath: /x}]` | not known",
        "volumes[0].claim | `volumes: [{name: x, mountPath: /x}]` | one of claim, secret",
        "volumes[0].mountPath | `volumes: [{name: x, claim: data, mountPath: /proc}]` | belongs to Ray",
        "volumes[1].name | `volumes: [{name: x, claim: a, mountPath: /a}, {name: x, claim: b, mountPath: /b}]` | another volume",
        "volumes[0].emptyDir.sizeLimit | `volumes: [{name: x, emptyDir: {sizeLimit: 1GB}, mountPath: /x}]` | 1Gi",
        "autoscaler.idleTimeout | `autoscaler: {idleTimeout: P2D}` | From PT1S to P1D",
        "autoscaler.upscaling | `autoscaler: {upscaling: FAST}` | DEFAULT, CONSERVATIVE",
        "redis.address | `redis: {passwordSecret: x}` | An address is needed",
        "head.startParams.temp-dir | `head: {cpus: 1, memory: 2Gi, startParams: {temp-dir: /x}}` | may not be set",
        "head.tolerations[0] | `head: {cpus: 1, memory: 2Gi, tolerations: [{operator: Like}]}` | As in a pod",
        "head.nodeSelector | `head: {cpus: 1, memory: 2Gi, nodeSelector: {\"a b\": c}}` | no label of a node",
        "workerGroups[0].privileged | `workerGroups: [{name: w, cpus: 1, memory: 2Gi, privileged: true}]` | not known",
      })
  void badFieldsAreRefusedWithPathAndLine(String path, String field, String message) {
    String key = field.substring(0, field.indexOf(':'));
    String rest =
        String.join("\n", SMALL.lines().filter(line -> !line.startsWith(key + ":")).toList());

    List<FieldError> errors = refusal(rest + "\n" + field).errors();

    assertThat(errors).extracting(FieldError::field).contains(path);
    assertThat(errors)
        .filteredOn(error -> error.field().equals(path))
        .first()
        .extracting(FieldError::message)
        .asString()
        .contains(message)
        .startsWith("Line ");
  }

  @Test
  void whatOnlyPodsCanGiveIsReadIntoTheSpec() {
    ClusterSpec spec =
        new TemplateResolver(
                TemplateReader.read(
                    """
                    name: t
                    stage: TRAINING
                    ray: 2.58.0
                    parameters: {claim: {type: string, default: datasets}}
                    image: rayproject/ray:2.58.0-gpu
                    envFrom: [{secret: s3, key: k, variable: S3_KEY}, {configMap: settings}]
                    volumes:
                      - {name: data, claim: "${claim}", mountPath: /data, readOnly: true}
                      - {name: tmp, emptyDir: {sizeLimit: 10Gi}, mountPath: /scratch}
                    autoscaler: {idleTimeout: PT5M, upscaling: CONSERVATIVE}
                    redis: {address: "redis:6379", passwordSecret: redis}
                    head:
                      cpus: 1
                      memory: 2Gi
                      nodeSelector: {pool: heads}
                      tolerations: [{key: pool, operator: Exists}]
                    workerGroups:
                      - {name: w, cpus: 1, memory: 2Gi, gpus: 1, gpuType: a100, min: 0, max: 2,
                         startParams: {object-store-memory: 100000000}}
                    """),
                "t@1")
            .resolve(ResolveRequest.of(Map.of("workerGroups", List.of(edit()))), 1)
            .spec();

    assertThat(spec.platform())
        .isEqualTo(
            new PlatformSpec(
                "rayproject/ray:2.58.0-gpu",
                List.of(
                    new EnvFrom(PlatformSpec.Source.SECRET, "s3", "k", "S3_KEY"),
                    new EnvFrom(PlatformSpec.Source.CONFIG_MAP, "settings", "", "")),
                List.of(
                    new Volume("data", Volume.Kind.CLAIM, "datasets", "/data", "", true),
                    new Volume("tmp", Volume.Kind.EMPTY_DIR, "", "/scratch", "10Gi", false)),
                Map.of("pool", "heads"),
                List.of(Map.of("key", "pool", "operator", "Exists")),
                new PlatformSpec.Autoscaler(Duration.ofMinutes(5), true),
                Optional.of(new PlatformSpec.Redis("redis:6379", "redis"))));
    assertThat(spec.workerGroups().getFirst().node().gpuType()).isEqualTo("a100");
    assertThat(spec.workerGroups().getFirst().node().startParams())
        .isEqualTo(Map.of("object-store-memory", "100000000"));
  }

  /** An edit that changes nothing must lose nothing. */
  private static Map<String, Object> edit() {
    return Map.of("name", "w", "max", 2);
  }

  @Test
  void largeValuesOfVariablesAreRefused() {
    assertThat(refusal(SMALL + "env: {A: " + "x".repeat(40_000) + "}").detail()).contains("32 KiB");
  }

  private static Refusal refusal(String text) {
    return catchThrowableOfType(Refusal.class, () -> TemplateReader.read(text));
  }
}
