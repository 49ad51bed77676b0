package dev.rayport.backend;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which options of {@code ray start} a spec may set. KubeRay joins them unquoted into a shell's
 * command line (pod.go, convertParamMap), so that values are narrow.
 */
public final class StartParams {

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:/-]*");

  private static final Set<String> ALLOWED =
      Set.of(
          "object-store-memory",
          "object-spilling-directory",
          "plasma-directory",
          "min-worker-port",
          "max-worker-port",
          "node-manager-port",
          "object-manager-port",
          "runtime-env-agent-port",
          "dashboard-agent-grpc-port",
          "system-reserved-cpu",
          "system-reserved-memory");

  private StartParams() {}

  /** Why the option may not be set so, in words for its author; empty when it may. */
  public static Optional<String> problemWith(String option, String value) {
    if (!ALLOWED.contains(option)) {
      return Optional.of(
          "“%s” may not be set; these may: %s."
              .formatted(printable(option), String.join(", ", new TreeSet<>(ALLOWED))));
    }
    if (!VALUE.matcher(value).matches()) {
      return Optional.of(
          "“%s” is no value for it; letters, digits and . _ : / - only."
              .formatted(printable(value)));
    }
    return Optional.empty();
  }

  private static String printable(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
  }
}
