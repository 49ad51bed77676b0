package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.BrokenRules.ENV;
import static dev.rayport.backend.kubernetes.BrokenRules.HEAD;
import static dev.rayport.backend.kubernetes.BrokenRules.REDIS;
import static dev.rayport.backend.kubernetes.BrokenRules.ROCKS;
import static dev.rayport.backend.kubernetes.BrokenRules.and;
import static dev.rayport.backend.kubernetes.BrokenRules.change;
import static dev.rayport.backend.kubernetes.BrokenRules.env;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GcsRulesTests {

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

  @ParameterizedTest
  @MethodSource({"faultTolerance"})
  void eachRuleIsToldOnceWithItsPath(Map<String, Object> change, String path, String message) {
    BrokenRules.assertTold(change, path, message);
  }
}
