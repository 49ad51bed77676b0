package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.backend.PlatformSpec.Walls;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which features the installed KubeRay has. Its definition tells the fields; whether the operator's
 * gate is open, only the operator knows, which says so of a cluster that asks for it.
 */
record OfferedFeatures(Supplier<InstalledKubeRay> kubeRay) {

  /** Why it cannot be had, in a sentence; empty: it can, or KubeRay cannot be asked now. */
  Optional<String> lacks(PlatformFeature feature) {
    boolean offered;
    try {
      offered = kubeRay.get().offers(path(feature));
    } catch (BackendException e) {
      return Optional.empty();
    }
    return offered ? Optional.empty() : Optional.of(sentence(feature));
  }

  /** What of a spec can never be had here. */
  Optional<Fit> problem(ClusterSpec spec) {
    for (Map.Entry<PlatformFeature, String> asked : asked(spec).entrySet()) {
      Optional<String> why = lacks(asked.getKey());
      if (why.isPresent()) {
        return Optional.of(new Fit(Fit.Answer.NEVER, asked.getValue(), why.get()));
      }
    }
    return Optional.empty();
  }

  /** With the field that asks for it. */
  private static Map<PlatformFeature, String> asked(ClusterSpec spec) {
    Map<PlatformFeature, String> asked = new LinkedHashMap<>();
    Walls walls = spec.platform().walls();
    if (walls.tls()) {
      asked.put(PlatformFeature.TLS, "tls");
    }
    if (walls.network() != Walls.Network.STANDARD) {
      asked.put(PlatformFeature.NETWORK_POLICY, "networkPolicy");
    }
    if (spec.workerGroups().stream().anyMatch(WorkerGroupSpec::suspended)) {
      asked.put(PlatformFeature.GROUP_SUSPEND, "workerGroups.suspended");
    }
    return asked;
  }

  private static String path(PlatformFeature feature) {
    return switch (feature) {
      case GROUP_SUSPEND -> "spec.workerGroupSpecs.suspend";
      case TLS -> "spec.tlsOptions";
      case NETWORK_POLICY -> "spec.networkPolicy";
    };
  }

  private static String sentence(PlatformFeature feature) {
    return switch (feature) {
      case GROUP_SUSPEND ->
          "The installed KubeRay cannot suspend single groups; from version 1.3 on it can.";
      case TLS ->
          "The installed KubeRay has no mutual TLS. Version 1.7 has it, with cert-manager and its"
              + " feature gate RayClusterMTLS.";
      case NETWORK_POLICY ->
          "The installed KubeRay makes no network policies. Version 1.7 does, with its feature gate"
              + " RayClusterNetworkPolicy; Rayport's own policies hold without it.";
    };
  }
}
