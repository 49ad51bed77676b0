package dev.rayport.backend;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Environment variables that neither a template nor a job may set: those by which Ray is wired up
 * and guarded (address, authentication, directories), those of the portal, and those that change
 * which program or library runs.
 */
public final class ReservedEnv {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final List<String> PREFIXES =
      List.of("RAY_AUTH_", "RAY_TLS_", "RAYPORT_", "LD_", "DYLD_", "KUBERNETES_");
  private static final Set<String> NAMES =
      Set.of(
          "RAY_ADDRESS",
          "RAY_API_SERVER_ADDRESS",
          "RAY_DASHBOARD_ENABLE_PROFILING",
          "RAY_ENABLE_K8S_TOKEN_AUTH",
          "RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S",
          "RAY_JOB_CONFIG_JSON_ENV_VAR",
          "RAY_JOB_HEADERS",
          "RAY_NODE_IP_ADDRESS",
          "RAY_REDIS_ADDRESS",
          "RAY_RUNTIME_ENV_PLUGINS",
          "RAY_TMPDIR",
          "RAY_USAGE_STATS_ENABLED",
          "RAY_USE_TLS",
          "AUTOSCALER_METRIC_PORT",
          "DASHBOARD_METRIC_PORT",
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "TMPDIR",
          "IFS",
          "ENV",
          "BASH_ENV",
          "PYTHONHOME",
          "PYTHONSTARTUP",
          "VIRTUAL_ENV");

  private ReservedEnv() {}

  /** Why {@code name} may not be set, in words for its author; empty when it may. */
  public static Optional<String> problemWith(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "“%s” is no name for a variable; letters, digits and _, not starting with a digit."
              .formatted(name.replaceAll("\\p{Cntrl}", "?")));
    }
    String upper = name.toUpperCase(Locale.ROOT);
    if (NAMES.contains(upper) || PREFIXES.stream().anyMatch(upper::startsWith)) {
      return Optional.of(
          "%s is reserved; Rayport or Ray sets it for the whole cluster.".formatted(name));
    }
    return Optional.empty();
  }
}
