package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.Optional;

/** Rules of who may talk to the head. */
final class AuthRules {

  private AuthRules() {}

  static void check(Check check) {
    Tree options = check.spec().at("authOptions");
    boolean kubernetes = options.truth("enableK8sTokenAuth");
    if (!options.text("mode").equals("token")) {
      if (kubernetes) {
        check.add(
            options.path("enableK8sTokenAuth"),
            "authOptions.enableK8sTokenAuth is enabled but authOptions.mode not set to 'token'");
      }
      return;
    }
    String path = check.spec().path("rayVersion");
    Optional<RayVersion> version = RayVersion.parse(check.rayVersion());
    if (check.rayVersion().isEmpty()) {
      check.add(
          path,
          "authOptions.mode is 'token' but RayVersion was not specified. Ray version 2.52.0 or"
              + " later is required");
    } else if (version.isEmpty()) {
      check.add(
          path,
          "authOptions.mode is 'token' but RayVersion format is invalid: %s, could not parse \"%s\""
              + " as version",
          check.rayVersion(),
          check.rayVersion());
    } else if (version.get().before(2, 52)) {
      check.add(
          path,
          "authOptions.mode is 'token' but minimum Ray version is 2.52.0, got %s",
          check.rayVersion());
    } else if (kubernetes) {
      byKubernetes(check, options, version.get());
    }
  }

  private static void byKubernetes(Check check, Tree options, RayVersion version) {
    if (version.before(2, 55)) {
      check.add(
          check.spec().path("rayVersion"),
          "authOptions.enableK8sTokenAuth is enabled but minimum Ray version is 2.55.0, got %s",
          check.rayVersion());
    }
    if (!options.text("secretName").isEmpty()) {
      check.add(
          options.path("secretName"),
          "authOptions.enableK8sTokenAuth is enabled and authOptions.secretName is also set");
    }
  }
}
