package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.backend.kubernetes.RayClusterRules.Operator;
import dev.rayport.backend.kubernetes.RayClusterRules.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RayClusterRulesTests {

  private static final String HEAD = "spec.headGroupSpec.";
  private static final String ENV = HEAD + "template.spec.containers[0].env";
  private static final String GROUP = "spec.workerGroupSpecs[0].";
  private static final Operator ALL =
      new Operator(
          Set.of(
              "RayJobDeletionPolicy",
              "RayClusterNetworkPolicy",
              "RayClusterMTLS",
              "RayClusterHistoryServer",
              "GCSFaultToleranceEmbeddedStorage"),
          true);

  /** Path to value: what is changed in an object that breaks no rule. */
  private static Map<String, Object> change(Object... pathsAndValues) {
    Map<String, Object> change = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndValues.length; i += 2) {
      change.put(pathsAndValues[i].toString(), pathsAndValues[i + 1]);
    }
    return change;
  }

  private static Map<String, Object> env(String name, String value) {
    return change(ENV, List.of(Map.of("name", name, "value", value)));
  }

  private static Map<String, Object> and(Map<String, Object> one, Map<String, Object> other) {
    Map<String, Object> both = new LinkedHashMap<>(one);
    both.putAll(other);
    return both;
  }

  private static final Map<String, Object> AUTOSCALER =
      change("spec.enableInTreeAutoscaling", true);
  private static final Map<String, Object> V2 =
      change("spec.enableInTreeAutoscaling", true, "spec.autoscalerOptions.version", "v2");
  private static final Map<String, Object> REDIS =
      change("spec.gcsFaultToleranceOptions.redisAddress", "redis:6379");
  private static final Map<String, Object> ROCKS =
      change("spec.gcsFaultToleranceOptions.backend", "rocksdb");
  private static final Map<String, Object> TLS = change("spec.tlsOptions.enabled", true);

  static Stream<Arguments> names() {
    return Stream.of(
        arguments(
            change("metadata.name", "a".repeat(54)),
            "metadata.name",
            "RayCluster name should be no more than 53 characters"),
        arguments(
            change("metadata.name", "1a"),
            "metadata.name",
            "RayCluster name should be a valid DNS1035 label: [a DNS-1035 label must"),
        arguments(
            change(GROUP + "groupName", "b"),
            "spec.workerGroupSpecs[1].groupName",
            "worker group names must be unique"),
        arguments(
            change("spec.managedBy", "me"),
            "spec.managedBy",
            "the managedBy field value must be either 'ray.io/kuberay-operator' or"),
        arguments(
            change("spec.upgradeStrategy.type", "Rolling"),
            "spec.upgradeStrategy.type",
            "Spec.UpgradeStrategy.Type value Rolling is invalid"),
        arguments(
            change(
                "spec.upgradeStrategy.type",
                "Recreate",
                "metadata.labels",
                Map.of("ray.io/originated-from-crd", "RayJob")),
            "spec.upgradeStrategy.type",
            "upgradeStrategy cannot be set when RayCluster is created by RayJob"),
        arguments(
            change(
                "status.conditions",
                List.of(
                    Map.of("type", "RayClusterSuspending", "status", "True"),
                    Map.of("type", "RayClusterSuspended", "status", "True"))),
            "status.conditions",
            "invalid RayCluster State:"));
  }

  static Stream<Arguments> groups() {
    return Stream.of(
        arguments(
            change(HEAD + "template.spec.containers", List.of()),
            HEAD + "template.spec.containers",
            "headGroupSpec should have at least one container"),
        arguments(
            change(GROUP + "template.spec.containers", List.of()),
            GROUP + "template.spec.containers",
            "workerGroupSpec should have at least one container"),
        arguments(
            change(GROUP + "minReplicas", "-"),
            GROUP + "minReplicas",
            "worker group a must set both minReplicas and maxReplicas when autoscaling is disabled"),
        arguments(
            change(GROUP + "minReplicas", -1),
            GROUP + "minReplicas",
            "worker group a has negative minReplicas -1"),
        arguments(
            and(AUTOSCALER, change(GROUP + "minReplicas", "-", GROUP + "maxReplicas", -2)),
            GROUP + "maxReplicas",
            "worker group a has negative maxReplicas -2"),
        arguments(
            change(GROUP + "minReplicas", 3),
            GROUP + "minReplicas",
            "worker group a has minReplicas 3 greater than maxReplicas 2"),
        arguments(
            change(HEAD + "rayStartParams.num-cpus", "0", HEAD + "resources.CPU", "0"),
            HEAD + "resources",
            "resource fields should not be set in both rayStartParams and Resources for Head group;"
                + " please use only one"),
        arguments(
            change(GROUP + "rayStartParams.memory", "1", GROUP + "resources.x", "1"),
            GROUP + "resources",
            "for a group; please use only one"),
        arguments(
            change(HEAD + "rayStartParams.labels", "a=b"),
            HEAD + "rayStartParams.labels",
            "rayStartParams['labels'] is not supported for Head group; please use the top-level"),
        arguments(
            change(GROUP + "labels", Map.of("-x", "y")),
            GROUP + "labels.-x",
            "invalid label key for a group: '-x', error: name part must consist of"),
        arguments(
            change(GROUP + "labels", Map.of("x", "y z")),
            GROUP + "labels.x",
            "invalid label value for key 'x' in a group: 'y z', error: a valid label must"),
        arguments(
            and(AUTOSCALER, change(GROUP + "suspend", true)),
            GROUP + "suspend",
            "worker group a cannot be suspended with Autoscaler enabled"));
  }

  static Stream<Arguments> autoscaler() {
    return Stream.of(
        arguments(
            env("RAY_enable_autoscaler_v2", "1"),
            ENV + "[0]",
            "environment variable RAY_enable_autoscaler_v2 cannot be set to '1' when"
                + " enableInTreeAutoscaling is false."),
        arguments(
            and(V2, env("RAY_enable_autoscaler_v2", "1")),
            "spec.autoscalerOptions.version",
            "both .spec.autoscalerOptions.version and head Pod env var RAY_enable_autoscaler_v2"),
        arguments(
            and(V2, change(HEAD + "template.spec.restartPolicy", "Always")),
            HEAD + "template.spec.restartPolicy",
            "restartPolicy for head Pod should be Never or unset when using autoscaler V2"),
        arguments(
            and(V2, change(GROUP + "template.spec.restartPolicy", "OnFailure")),
            GROUP + "template.spec.restartPolicy",
            "restartPolicy for worker group a should be Never or unset when using autoscaler V2"),
        arguments(
            and(V2, change("spec.autoscalerOptions.idleTimeoutSeconds", -1)),
            "spec.autoscalerOptions.idleTimeoutSeconds",
            "autoscalerOptions.idleTimeoutSeconds must be non-negative, got -1"),
        arguments(
            and(
                V2,
                change(
                    "spec.autoscalerOptions.env",
                    List.of(Map.of("name", "KUBERAY_GEN_AUTOSCALER_START_CMD")))),
            "spec.autoscalerOptions.env[0]",
            "autoscalerOptions.env must not contain KUBERAY_GEN_AUTOSCALER_START_CMD"),
        arguments(
            and(AUTOSCALER, change(GROUP + "idleTimeoutSeconds", 5)),
            GROUP + "idleTimeoutSeconds",
            "worker group a: idleTimeoutSeconds is set, but autoscaler v2 is not enabled."),
        arguments(
            and(V2, change(GROUP + "idleTimeoutSeconds", -5)),
            GROUP + "idleTimeoutSeconds",
            "worker group a: idleTimeoutSeconds must be non-negative, got -5"),
        arguments(
            and(AUTOSCALER, change(GROUP + "priority", 2)),
            GROUP + "priority",
            "worker group a: priority is set to 2, but autoscaler v2 is not enabled."),
        arguments(
            and(V2, change(GROUP + "priority", 2, "spec.rayVersion", "2.55.1")),
            GROUP + "priority",
            "worker group a: priority is set, but minimum Ray version is 2.56.0, got 2.55.1"));
  }

  static Stream<Arguments> faultTolerance() {
    return Stream.of(
        arguments(
            and(REDIS, change("metadata.annotations", Map.of("ray.io/ft-enabled", "true"))),
            "metadata.annotations.ray.io/ft-enabled",
            "ray.io/ft-enabled annotation and GcsFaultToleranceOptions are both set."),
        arguments(
            env("RAY_REDIS_ADDRESS", "x"),
            ENV + "[0]",
            "RAY_REDIS_ADDRESS is set which implicitly enables GCS fault tolerance"),
        arguments(
            and(REDIS, change(HEAD + "rayStartParams.redis-password", "x")),
            HEAD + "rayStartParams.redis-password",
            "cannot set `redis-password` in rayStartParams when GcsFaultToleranceOptions is"),
        arguments(
            and(REDIS, env("REDIS_PASSWORD", "x")),
            ENV + "[0]",
            "cannot set `REDIS_PASSWORD` env var in head Pod when GcsFaultToleranceOptions is"),
        arguments(
            and(REDIS, env("RAY_REDIS_ADDRESS", "x")),
            ENV + "[0]",
            "cannot set `RAY_REDIS_ADDRESS` env var in head Pod when"),
        arguments(
            and(
                REDIS,
                change("metadata.annotations", Map.of("ray.io/external-storage-namespace", "x"))),
            "metadata.annotations.ray.io/external-storage-namespace",
            "cannot set `ray.io/external-storage-namespace` annotation when"),
        arguments(
            env("REDIS_USERNAME", "x"),
            ENV + "[0]",
            "cannot set redis username in rayStartParams or environment variables"),
        arguments(
            and(REDIS, change("spec.gcsFaultToleranceOptions.storage.size", "1Gi")),
            "spec.gcsFaultToleranceOptions.storage",
            "cannot set GcsFaultToleranceOptions.Storage when backend is 'redis'"),
        arguments(
            and(ROCKS, change("spec.gcsFaultToleranceOptions.redisAddress", "x")),
            "spec.gcsFaultToleranceOptions.redisAddress",
            "cannot set GcsFaultToleranceOptions.RedisAddress when backend is 'rocksdb'"),
        arguments(
            and(
                ROCKS,
                change(
                    "spec.gcsFaultToleranceOptions.storage",
                    Map.of("claimName", "c", "size", "1"))),
            "spec.gcsFaultToleranceOptions.storage.claimName",
            "GcsFaultToleranceOptions.Storage.ClaimName is mutually exclusive with size"),
        arguments(
            and(ROCKS, env("RAY_gcs_storage", "x")),
            ENV + "[0]",
            "cannot set `RAY_gcs_storage` or `RAY_gcs_storage_path` env var in head Pod"),
        arguments(
            and(
                ROCKS,
                change(
                    HEAD + "template.spec.containers[0].volumeMounts",
                    List.of(Map.of("name", "x", "mountPath", "/data/gcs")))),
            HEAD + "template.spec.containers[0].volumeMounts[0]",
            "cannot set a volume mount named \"gcs-storage\" or mounted at /data/gcs"),
        arguments(
            and(
                ROCKS,
                change(HEAD + "template.spec.volumes", List.of(Map.of("name", "gcs-storage")))),
            HEAD + "template.spec.volumes[0]",
            "cannot set a volume named \"gcs-storage\" in the head Pod"));
  }

  static Stream<Arguments> auth() {
    return Stream.of(
        arguments(
            change("spec.rayVersion", "-"),
            "spec.rayVersion",
            "authOptions.mode is 'token' but RayVersion was not specified. Ray version 2.52.0 or"),
        arguments(
            change("spec.rayVersion", "nightly"),
            "spec.rayVersion",
            "authOptions.mode is 'token' but RayVersion format is invalid: nightly"),
        arguments(
            change("spec.rayVersion", "2.51.2"),
            "spec.rayVersion",
            "authOptions.mode is 'token' but minimum Ray version is 2.52.0, got 2.51.2"),
        arguments(
            change("spec.rayVersion", "2.54.0", "spec.authOptions.enableK8sTokenAuth", true),
            "spec.rayVersion",
            "authOptions.enableK8sTokenAuth is enabled but minimum Ray version is 2.55.0, got"),
        arguments(
            change("spec.authOptions.secretName", "s", "spec.authOptions.enableK8sTokenAuth", true),
            "spec.authOptions.secretName",
            "authOptions.enableK8sTokenAuth is enabled and authOptions.secretName is also set"),
        arguments(
            change("spec.authOptions", Map.of("enableK8sTokenAuth", true)),
            "spec.authOptions.enableK8sTokenAuth",
            "authOptions.enableK8sTokenAuth is enabled but authOptions.mode not set to 'token'"));
  }

  private static Map<String, Object> collector(Map<?, ?>... env) {
    return change(
        "spec.historyServerOptions.collectorOptions", Map.of("image", "i", "env", List.of(env)));
  }

  private static Map<?, ?> backend(String name) {
    return Map.of("name", "STORAGE_BACKEND", "value", name);
  }

  static Stream<Arguments> history() {
    String env = "spec.historyServerOptions.collectorOptions.env";
    return Stream.of(
        arguments(
            change("spec.historyServerOptions", Map.of("x", 1)),
            "spec.historyServerOptions.collectorOptions",
            "historyServerOptions.collectorOptions must be set"),
        arguments(
            change(
                "spec.historyServerOptions.collectorOptions",
                Map.of("env", List.of(backend("LOCAL")))),
            "spec.historyServerOptions.collectorOptions.image",
            "historyServerOptions.collectorOptions.image must be set"),
        arguments(
            collector(backend("LOCAL"), Map.of("name", "POD_IP", "value", "x")),
            env + "[1]",
            "historyServerOptions.collectorOptions.env must not contain POD_IP"),
        arguments(
            collector(),
            env,
            "STORAGE_BACKEND environment variable must be set with a literal string value"),
        arguments(
            collector(backend("gcs")),
            env,
            "GCS_BUCKET environment variable must be set when STORAGE_BACKEND is GCS"),
        arguments(
            collector(backend("S3")),
            env,
            "S3_REGION environment variable must be set when STORAGE_BACKEND is S3"),
        arguments(
            collector(backend("AzureBlob")),
            env,
            "either AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT_URL environment"),
        arguments(
            collector(
                backend("aliyunoss"),
                Map.of("name", "OSS_BUCKET", "value", "b"),
                Map.of("name", "OSS_REGION", "value", "r")),
            env,
            "OSS_ENDPOINT environment variable must be set when STORAGE_BACKEND is ALIYUNOSS"),
        arguments(
            and(
                collector(backend("LOCAL")),
                change(HEAD + "template.spec.containers[0].name", "ray-history-collector")),
            HEAD + "template.spec.containers[0].name",
            "head pod template must not define a container with name 'ray-history-collector'"),
        arguments(
            and(
                collector(backend("LOCAL")),
                change(GROUP + "template.spec.containers[0].name", "ray-history-collector")),
            GROUP + "template.spec.containers[0].name",
            "worker group a pod template must not define a container with name"));
  }

  static Stream<Arguments> network() {
    List<?> rules = List.of(Map.of("ports", List.of()));
    return Stream.of(
        arguments(
            change(
                "spec.networkPolicy",
                Map.of("mode", "DenyAllEgress", "head", Map.of("ingressRules", rules))),
            "spec.networkPolicy.head.ingressRules",
            "networkPolicy.head.ingressRules cannot be set when mode is \"DenyAllEgress\""),
        arguments(
            change(
                "spec.networkPolicy",
                Map.of("mode", "DenyAllIngress", "worker", Map.of("egressRules", rules))),
            "spec.networkPolicy.worker.egressRules",
            "networkPolicy.worker.egressRules cannot be set when mode is \"DenyAllIngress\""),
        arguments(
            change("spec.networkPolicy", Map.of("workerGroups", List.of(Map.of("groupName", "c")))),
            "spec.networkPolicy.workerGroups[0].groupName",
            "networkPolicy.workerGroups[\"c\"] does not match any group name in workerGroupSpecs"),
        arguments(
            change("spec.networkPolicy", Map.of("mode", "DenyAll"), GROUP + "groupName", "A"),
            GROUP + "groupName",
            "worker group name \"A\" must be a valid DNS1123 label when networkPolicy is enabled"));
  }

  static Stream<Arguments> tls() {
    String mounts = "template.spec.containers[0].volumeMounts";
    return Stream.of(
        arguments(
            and(TLS, env("RAY_USE_TLS", "1")),
            ENV + "[0]",
            "cannot set RAY_USE_TLS environment variable in head Pod when tlsOptions is set"),
        arguments(
            and(TLS, change(HEAD + mounts, List.of(Map.of("name", "ray-tls", "mountPath", "/x")))),
            HEAD + mounts + "[0].name",
            "cannot use volume mount named \"ray-tls\" in head Pod when tlsOptions is set"),
        arguments(
            and(
                TLS,
                change(GROUP + mounts, List.of(Map.of("name", "x", "mountPath", "/etc/ray/tls")))),
            GROUP + mounts + "[0].mountPath",
            "cannot use volume mount at path \"/etc/ray/tls\" in worker group \"a\" when"),
        arguments(
            and(
                TLS,
                change(
                    "spec.autoscalerOptions.env",
                    List.of(Map.of("name", "RAY_TLS_CA_CERT", "value", "x")))),
            "spec.autoscalerOptions.env[0]",
            "cannot set RAY_TLS_CA_CERT environment variable in autoscalerOptions.env when"));
  }

  @ParameterizedTest
  @MethodSource({
    "names",
    "groups",
    "autoscaler",
    "faultTolerance",
    "auth",
    "history",
    "network",
    "tls"
  })
  void eachRuleIsToldOnceWithItsPath(Map<String, Object> change, String path, String message) {
    List<Problem> problems = RayClusterRules.problems(changed(change), ALL);
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).contains(message);
        });
  }

  static Stream<Arguments> gates() {
    return Stream.of(
        arguments(
            change(GROUP + "suspend", true),
            "worker group a can be suspended only when the RayJobDeletionPolicy feature gate is"),
        arguments(
            change("spec.networkPolicy.mode", "DenyAll"),
            "spec.networkPolicy requires the RayClusterNetworkPolicy feature gate to be enabled"),
        arguments(
            change("spec.tlsOptions.enabled", false),
            "spec.tlsOptions requires the RayClusterMTLS feature gate to be enabled"),
        arguments(
            collector(backend("LOCAL")), "RayClusterHistoryServer feature gate is not enabled"),
        arguments(
            ROCKS, "requires the GCSFaultToleranceEmbeddedStorage feature gate to be enabled"));
  }

  @ParameterizedTest
  @MethodSource("gates")
  void whatAGateOpensIsRefusedWithoutIt(Map<String, Object> change, String message) {
    assertThat(RayClusterRules.problems(changed(change), new Operator(Set.of(), false)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains(message));
    assertThat(RayClusterRules.problems(changed(change), ALL)).isEmpty();
  }

  @Test
  void tlsNeedsCertManager() {
    assertThat(RayClusterRules.problems(changed(TLS), new Operator(ALL.gates(), false)))
        .extracting(Problem::message)
        .containsExactly("tlsOptions requires cert-manager, but cert-manager is not installed");
  }

  @Test
  void whatIsLeftOfAnObjectIsStillJudged() {
    assertThat(RayClusterRules.problems(Map.of(), ALL))
        .extracting(Problem::path)
        .containsExactly("metadata.name", "spec.headGroupSpec.template.spec.containers");
  }

  private static Map<String, Object> changed(Map<String, Object> change) {
    Map<String, Object> cluster = valid();
    change.forEach((path, value) -> Trees.set(cluster, path, value));
    return cluster;
  }

  private static Map<String, Object> valid() {
    return Trees.mutable(
        Map.of(
            "apiVersion",
            "ray.io/v1",
            "kind",
            "RayCluster",
            "metadata",
            Map.of("name", "c"),
            "spec",
            Map.of(
                "rayVersion",
                "2.58.0",
                "authOptions",
                Map.of("mode", "token"),
                "headGroupSpec",
                template("ray-head"),
                "workerGroupSpecs",
                new ArrayList<>(List.of(group("a"), group("b"))))));
  }

  private static Map<String, Object> group(String name) {
    Map<String, Object> group = new LinkedHashMap<>(template("ray-worker"));
    group.putAll(Map.of("groupName", name, "replicas", 1, "minReplicas", 0, "maxReplicas", 2));
    return group;
  }

  private static Map<String, Object> template(String container) {
    return Map.of(
        "template",
        Map.of("spec", Map.of("containers", List.of(Map.of("name", container, "image", "i")))));
  }
}
