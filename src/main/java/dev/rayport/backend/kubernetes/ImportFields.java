package dev.rayport.backend.kubernetes;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one map of an imported object field by field; what nobody asked for is told. */
final class ImportFields {

  /** Fields by which a pod or a cluster would leave its place, with the reason why not. */
  private static final Map<String, String> FORBIDDEN =
      Map.ofEntries(
          Map.entry("hostNetwork", "pods have a network of their own"),
          Map.entry("hostPID", "pods do not see the node's processes"),
          Map.entry("hostIPC", "pods do not share the node's memory"),
          Map.entry("hostUsers", "pods are no users of the node"),
          Map.entry("hostPath", "files of the node are not for pods"),
          Map.entry("privileged", "containers have no rights on the node"),
          Map.entry("allowPrivilegeEscalation", "containers gain no rights"),
          Map.entry("procMount", "containers do not see the node's processes"),
          Map.entry("serviceAccountName", "Rayport gives each cluster an account of its own"),
          Map.entry("serviceAccount", "Rayport gives each cluster an account of its own"),
          Map.entry("initContainers", "only Ray's own container runs in a pod"),
          Map.entry("ephemeralContainers", "only Ray's own container runs in a pod"),
          Map.entry("runtimeClassName", "the platform chooses how containers run"),
          Map.entry("priorityClassName", "the platform chooses who goes first"),
          Map.entry("schedulerName", "the platform chooses the scheduler"),
          Map.entry("headService", "Rayport reaches heads by KubeRay's own service"),
          Map.entry("ingressOptions", "heads are reached through Rayport only"),
          Map.entry("headServiceAnnotations", "heads are reached through Rayport only"),
          Map.entry("managedBy", "KubeRay's operator runs the clusters"),
          Map.entry("historyServerOptions", "Rayport keeps logs and history by itself"));

  /** Fields that Rayport or KubeRay fill in whatever the object says. */
  private static final Map<String, String> FILLED_IN =
      Map.of(
          "authOptions", "Rayport sets a token for each cluster",
          "securityContext", "Rayport runs pods as Pod Security “restricted” asks",
          "command", "KubeRay starts Ray",
          "args", "KubeRay starts Ray",
          "suspend", "a new cluster starts at once",
          "upgradeStrategy", "Rayport restarts clusters when asked to",
          "namespace", "tenant and stage decide the namespace");

  private final Tree tree;
  private final Findings findings;
  private final Set<String> asked = new HashSet<>();

  ImportFields(Tree tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  String path(String key) {
    return tree.path(key);
  }

  boolean has(String key) {
    return tree.has(key);
  }

  /** Whether the field says just this; it is not asked for by that. */
  boolean is(String key, String value) {
    return tree.text(key).equals(value);
  }

  String text(String key) {
    asked.add(key);
    return tree.text(key);
  }

  Optional<Long> whole(String key) {
    asked.add(key);
    return tree.whole(key);
  }

  boolean truth(String key) {
    asked.add(key);
    return tree.truth(key);
  }

  Map<String, String> texts(String key) {
    asked.add(key);
    return tree.texts(key);
  }

  ImportFields section(String key) {
    asked.add(key);
    return new ImportFields(tree.at(key), findings);
  }

  List<ImportFields> sections(String key) {
    asked.add(key);
    return tree.list(key).stream().map(below -> new ImportFields(below, findings)).toList();
  }

  Set<String> keys() {
    return tree.map().keySet();
  }

  /** Says nothing of these: they are the same here, or mean nothing here. */
  void pass(String... keys) {
    asked.addAll(List.of(keys));
  }

  void refuse(String key, String why) {
    asked.add(key);
    findings.refuse(path(key), why + ".");
  }

  void leave(String key, String why) {
    asked.add(key);
    findings.leave(path(key), why + ".");
  }

  /** Tells of every field that was not asked for. */
  void finish() {
    for (String key : tree.map().keySet()) {
      if (asked.contains(key)) {
        continue;
      }
      Object value = tree.map().get(key);
      boolean off =
          Boolean.FALSE.equals(value)
              || value instanceof Map<?, ?> map && map.isEmpty()
              || value instanceof List<?> list && list.isEmpty();
      if (off) {
        continue;
      }
      if (FORBIDDEN.containsKey(key)) {
        refuse(key, FORBIDDEN.get(key));
      } else {
        leave(key, FILLED_IN.getOrDefault(key, "Rayport's clusters have no such field"));
      }
    }
  }
}
