package dev.rayport.template;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which environment variables a template may set. Reserved are those by which Ray is wired up and
 * guarded (address, authentication, directories), those of the portal, and those that change which
 * program or library runs.
 */
final class EnvironmentRules {

  static final int MAX_VALUE = 32 * 1024;
  static final int MAX_COUNT = 100;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  private static final List<String> RESERVED_PREFIXES =
      List.of("RAY_AUTH_", "RAYPORT_", "LD_", "DYLD_", "KUBERNETES_");
  private static final Set<String> RESERVED =
      Set.of(
          "RAY_ADDRESS",
          "RAY_TMPDIR",
          "RAY_DASHBOARD_ENABLE_PROFILING",
          "RAY_REDIS_ADDRESS",
          "RAY_USE_TLS",
          "RAY_NODE_IP_ADDRESS",
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

  private EnvironmentRules() {}

  /** The rule that a variable breaks, in words; empty when it may be set. */
  static Optional<String> problem(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          "“%s” is no name for a variable; letters, digits and _, not starting with a digit."
              .formatted(name));
    }
    String upper = name.toUpperCase(Locale.ROOT);
    if (RESERVED.contains(upper) || RESERVED_PREFIXES.stream().anyMatch(upper::startsWith)) {
      return Optional.of("%s is reserved; Rayport sets it itself.".formatted(name));
    }
    if (value.length() > MAX_VALUE) {
      return Optional.of("A value holds at most %d KiB.".formatted(MAX_VALUE / 1024));
    }
    return value.indexOf('\0') >= 0
        ? Optional.of("A value cannot hold a NUL character.")
        : Optional.empty();
  }
}
