package dev.rayport.backend.kubernetes;

import dev.rayport.backend.KubernetesNames;
import dev.rayport.backend.kubernetes.RayClusterRules.Check;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules of KubeRay's network policies, of version 1.7 and newer. */
final class NetworkRules {

  private NetworkRules() {}

  static void check(Check check) {
    if (!check.spec().has("networkPolicy")) {
      return;
    }
    Tree policy = check.spec().at("networkPolicy");
    if (!check.operator().has("RayClusterNetworkPolicy")) {
      check.add(
          policy.path(),
          "spec.networkPolicy requires the RayClusterNetworkPolicy feature gate to be enabled");
    }
    directions(check, policy.at("head"), "networkPolicy.head");
    directions(check, policy.at("worker"), "networkPolicy.worker");
    for (Tree group : check.groups()) {
      List<String> wrong = KubernetesNames.dns1123Label(group.text("groupName"));
      if (!wrong.isEmpty()) {
        check.add(
            group.path("groupName"),
            "worker group name \"%s\" must be a valid DNS1123 label when networkPolicy is enabled"
                + " (it is embedded in the NetworkPolicy name): [%s]",
            group.text("groupName"),
            String.join(" ", wrong));
      }
    }
    Set<String> names =
        check.groups().stream().map(g -> g.text("groupName")).collect(Collectors.toSet());
    for (Tree rules : policy.list("workerGroups")) {
      String name = rules.text("groupName");
      directions(check, rules, "networkPolicy.workerGroups[\"%s\"]".formatted(name));
      if (!names.contains(name)) {
        check.add(
            rules.path("groupName"),
            "networkPolicy.workerGroups[\"%s\"] does not match any group name in workerGroupSpecs",
            name);
      }
    }
  }

  private static void directions(Check check, Tree rules, String called) {
    String mode = check.spec().at("networkPolicy").text("mode");
    String open =
        switch (mode) {
          case "DenyAllEgress" -> "ingress";
          case "DenyAllIngress" -> "egress";
          default -> "";
        };
    if (!open.isEmpty() && !rules.items(open + "Rules").isEmpty()) {
      check.add(
          rules.path(open + "Rules"),
          "%s.%sRules cannot be set when mode is \"%s\" (%s is not restricted)",
          called,
          open,
          mode,
          open);
    }
  }
}
