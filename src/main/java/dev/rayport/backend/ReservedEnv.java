package dev.rayport.backend;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Environment variables that neither a template nor a job may set: they would unlock or redirect
 * the cluster, or pretend to be the portal.
 */
public final class ReservedEnv {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final List<String> PREFIXES = List.of("RAY_AUTH_", "RAY_TLS_", "RAYPORT_");
  private static final Set<String> NAMES =
      Set.of(
          "RAY_ADDRESS",
          "RAY_API_SERVER_ADDRESS",
          "RAY_JOB_HEADERS",
          "RAY_JOB_CONFIG_JSON_ENV_VAR",
          "RAY_USE_TLS",
          "RAY_ENABLE_K8S_TOKEN_AUTH",
          "RAY_DASHBOARD_ENABLE_PROFILING",
          "RAY_RUNTIME_ENV_PLUGINS",
          "RAY_USAGE_STATS_ENABLED",
          "RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S",
          "AUTOSCALER_METRIC_PORT",
          "DASHBOARD_METRIC_PORT");

  private ReservedEnv() {}

  /** Why {@code name} may not be set, in words for its author; empty when it may. */
  public static Optional<String> problemWith(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "“%s” is no name of an environment variable: letters, digits and _, not starting with a digit."
              .formatted(name.replaceAll("\\p{Cntrl}", "?")));
    }
    if (NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith)) {
      return Optional.of(
          "%s is set by Rayport or Ray for the whole cluster and cannot be changed; remove it."
              .formatted(name));
    }
    return Optional.empty();
  }
}
