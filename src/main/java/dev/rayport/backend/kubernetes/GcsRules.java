package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.List;
import java.util.Map;

/** Rules of what makes the head's state outlive the head (GCS fault tolerance). */
final class GcsRules {

  private static final String ENABLED = "ray.io/ft-enabled";
  private static final String NAMESPACE = "ray.io/external-storage-namespace";
  private static final String GATE = "GCSFaultToleranceEmbeddedStorage";
  private static final String VOLUME = "gcs-storage";
  private static final String MOUNT = "/data/gcs";

  private GcsRules() {}

  static void check(Check check) {
    Map<String, String> annotations = check.metadata().texts("annotations");
    boolean options = check.spec().has("gcsFaultToleranceOptions");
    String annotation = annotations.getOrDefault(ENABLED, "");
    if (!annotation.isEmpty() && options) {
      check.add(
          check.metadata().path("annotations." + ENABLED),
          "%s annotation and GcsFaultToleranceOptions are both set. Please use only"
              + " GcsFaultToleranceOptions to configure GCS fault tolerance",
          ENABLED);
    }
    Tree address = Check.env(check.headContainer(), "RAY_REDIS_ADDRESS");
    if (!options && !annotation.equalsIgnoreCase("true") && !address.isEmpty()) {
      check.add(
          address.path(),
          "RAY_REDIS_ADDRESS is set which implicitly enables GCS fault tolerance, but"
              + " GcsFaultToleranceOptions is not set. Please set GcsFaultToleranceOptions to enable"
              + " GCS fault tolerance");
    }
    if (options) {
      withOptions(check, annotations);
      backend(check, check.spec().at("gcsFaultToleranceOptions"));
    }
    username(check);
  }

  private static void withOptions(Check check, Map<String, String> annotations) {
    if (!check.head().texts("rayStartParams").getOrDefault("redis-password", "").isEmpty()) {
      check.add(
          check.head().path("rayStartParams.redis-password"),
          "cannot set `redis-password` in rayStartParams when GcsFaultToleranceOptions is enabled -"
              + " use GcsFaultToleranceOptions.RedisPassword instead");
    }
    for (String[] variable :
        List.of(
            new String[] {"REDIS_PASSWORD", "RedisPassword"},
            new String[] {"RAY_REDIS_ADDRESS", "RedisAddress"})) {
      Tree found = Check.env(check.headContainer(), variable[0]);
      if (!found.isEmpty()) {
        check.add(
            found.path(),
            "cannot set `%s` env var in head Pod when GcsFaultToleranceOptions is enabled - use"
                + " GcsFaultToleranceOptions.%s instead",
            variable[0],
            variable[1]);
      }
    }
    if (!annotations.getOrDefault(NAMESPACE, "").isEmpty()) {
      check.add(
          check.metadata().path("annotations." + NAMESPACE),
          "cannot set `%s` annotation when GcsFaultToleranceOptions is enabled - use"
              + " GcsFaultToleranceOptions.ExternalStorageNamespace instead",
          NAMESPACE);
    }
  }

  private static void username(Check check) {
    Tree variable = Check.env(check.headContainer(), "REDIS_USERNAME");
    boolean param =
        !check.head().texts("rayStartParams").getOrDefault("redis-username", "").isEmpty();
    if (param || !variable.isEmpty()) {
      check.add(
          param ? check.head().path("rayStartParams.redis-username") : variable.path(),
          "cannot set redis username in rayStartParams or environment variables - use"
              + " GcsFaultToleranceOptions.RedisUsername instead");
    }
  }

  private static void backend(Check check, Tree options) {
    if (!options.text("backend").equals("rocksdb")) {
      if (options.has("storage")) {
        check.add(
            options.path("storage"),
            "cannot set GcsFaultToleranceOptions.Storage when backend is 'redis' - it only applies"
                + " to the 'rocksdb' backend");
      }
      return;
    }
    if (!check.operator().has(GATE)) {
      check.add(
          options.path("backend"),
          "the embedded RocksDB GCS fault tolerance backend (GcsFaultToleranceOptions.Backend:"
              + " 'rocksdb') requires the %s feature gate to be enabled",
          GATE);
    }
    for (String field :
        List.of("redisAddress", "redisUsername", "redisPassword", "externalStorageNamespace")) {
      if (options.has(field)) {
        check.add(
            options.path(field),
            "cannot set GcsFaultToleranceOptions.%s when backend is 'rocksdb'",
            Character.toUpperCase(field.charAt(0)) + field.substring(1));
      }
    }
    storage(check, options.at("storage"));
    reserved(check);
  }

  private static void storage(Check check, Tree storage) {
    boolean made =
        storage.has("size") || storage.has("storageClassName") || storage.has("accessModes");
    if (!storage.text("claimName").isEmpty() && made) {
      check.add(
          storage.path("claimName"),
          "GcsFaultToleranceOptions.Storage.ClaimName is mutually exclusive with size,"
              + " storageClassName, and accessModes");
    }
  }

  private static void reserved(Check check) {
    Tree container = check.headContainer();
    for (String name : List.of("RAY_gcs_storage", "RAY_gcs_storage_path")) {
      Tree variable = Check.env(container, name);
      if (!variable.isEmpty()) {
        check.add(
            variable.path(),
            "cannot set `RAY_gcs_storage` or `RAY_gcs_storage_path` env var in head Pod when the"
                + " embedded GCS FT backend is used - these are managed by KubeRay");
      }
    }
    for (Tree mount : container.list("volumeMounts")) {
      if (mount.text("mountPath").equals(MOUNT) || mount.text("name").equals(VOLUME)) {
        check.add(
            mount.path(),
            "cannot set a volume mount named \"%s\" or mounted at %s in the head container when the"
                + " embedded GCS FT backend is used - it is managed by KubeRay",
            VOLUME,
            MOUNT);
      }
    }
    for (Tree volume : check.head().at("template.spec").list("volumes")) {
      if (volume.text("name").equals(VOLUME)) {
        check.add(
            volume.path(),
            "cannot set a volume named \"%s\" in the head Pod when the embedded GCS FT backend is"
                + " used - it is managed by KubeRay",
            VOLUME);
      }
    }
  }
}
