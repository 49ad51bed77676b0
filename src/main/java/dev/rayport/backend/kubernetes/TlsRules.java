package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.List;

/** Rules of mutual TLS between Ray's processes, of KubeRay 1.7 and newer. */
final class TlsRules {

  private static final List<String> MANAGED =
      List.of("RAY_USE_TLS", "RAY_TLS_SERVER_CERT", "RAY_TLS_SERVER_KEY", "RAY_TLS_CA_CERT");
  private static final String VOLUME = "ray-tls";
  private static final String MOUNT = "/etc/ray/tls";

  private TlsRules() {}

  static void check(Check check) {
    if (!check.spec().has("tlsOptions")) {
      return;
    }
    Tree options = check.spec().at("tlsOptions");
    if (!check.operator().has("RayClusterMTLS")) {
      check.add(
          options.path(), "spec.tlsOptions requires the RayClusterMTLS feature gate to be enabled");
    }
    if (!options.truth("enabled")) {
      return;
    }
    if (!check.operator().certManager()) {
      check.add(
          options.path(), "tlsOptions requires cert-manager, but cert-manager is not installed");
    }
    container(check, check.headContainer(), "head Pod");
    for (Tree group : check.groups()) {
      container(
          check,
          Check.rayContainer(group),
          "worker group \"%s\"".formatted(group.text("groupName")));
    }
    Tree autoscaler = check.spec().at("autoscalerOptions");
    variables(
        check,
        autoscaler,
        "autoscalerOptions.env when tlsOptions is set - the operator manages TLS configuration for"
            + " the autoscaler automatically");
    mounts(check, autoscaler, "autoscalerOptions.volumeMounts");
  }

  private static void container(Check check, Tree container, String where) {
    variables(
        check,
        container,
        where + " when tlsOptions is set - the operator manages TLS configuration automatically");
    mounts(check, container, where);
  }

  private static void variables(Check check, Tree container, String where) {
    for (String name : MANAGED) {
      Tree variable = Check.env(container, name);
      if (!variable.isEmpty()) {
        check.add(variable.path(), "cannot set %s environment variable in %s", name, where);
      }
    }
  }

  private static void mounts(Check check, Tree container, String where) {
    String why =
        " in %s when tlsOptions is set - the operator manages TLS configuration automatically"
            .formatted(where);
    for (Tree mount : container.list("volumeMounts")) {
      if (mount.text("name").equals(VOLUME)) {
        check.add(mount.path("name"), "cannot use volume mount named \"%s\"%s", VOLUME, why);
      }
      if (mount.text("mountPath").equals(MOUNT)) {
        check.add(mount.path("mountPath"), "cannot use volume mount at path \"%s\"%s", MOUNT, why);
      }
    }
  }
}
