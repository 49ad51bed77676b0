package dev.rayport.backend.kubernetes;

import dev.rayport.backend.KubernetesNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What KubeRay's operator would refuse of a {@code RayCluster}, in the operator's own texts: it
 * says so in an event only and leaves the object without a status (validation.go of v1.6.2 and
 * v1.7.0).
 */
final class RayClusterRules {

  private static final int MAX_NAME = 53;

  private RayClusterRules() {}

  /**
   * One broken rule.
   *
   * @param path in the object, such as {@code spec.workerGroupSpecs[0].minReplicas}
   */
  record Problem(String path, String message) {}

  /**
   * How an operator is set up.
   *
   * @param gates its feature gates that are on
   * @param certManager whether cert-manager is installed
   */
  record Operator(Set<String> gates, boolean certManager) {

    /** As it comes. */
    static final Operator STANDARD = new Operator(Set.of("RayJobDeletionPolicy"), false);

    boolean has(String gate) {
      return gates.contains(gate);
    }
  }

  /** What rules look at and where they put what they find. */
  record Check(Tree metadata, Tree spec, Operator operator, List<Problem> found) {

    void add(String path, String message, Object... values) {
      found.add(new Problem(path, message.formatted(values)));
    }

    Tree head() {
      return spec.at("headGroupSpec");
    }

    List<Tree> groups() {
      return spec.list("workerGroupSpecs");
    }

    /** The first container, which Ray runs in; empty when there is none. */
    static Tree rayContainer(Tree group) {
      Tree pod = group.at("template.spec");
      List<Tree> containers = pod.list("containers");
      return containers.isEmpty()
          ? new Tree(pod.path("containers"), Map.of())
          : containers.getFirst();
    }

    Tree headContainer() {
      return rayContainer(head());
    }

    /** An environment variable of a container, or an empty tree. */
    static Tree env(Tree container, String name) {
      return container.list("env").stream()
          .filter(variable -> variable.text("name").equals(name))
          .findFirst()
          .orElse(new Tree(container.path("env"), Map.of()));
    }

    boolean autoscales() {
      return spec.truth("enableInTreeAutoscaling");
    }

    /** Whether version 2 is asked for in so many words. */
    boolean autoscalerV2() {
      return spec.at("autoscalerOptions").text("version").equals("v2");
    }

    String rayVersion() {
      return spec.text("rayVersion");
    }
  }

  static List<Problem> problems(Map<String, Object> cluster, Operator operator) {
    Tree root = Tree.of(cluster);
    Check check = new Check(root.at("metadata"), root.at("spec"), operator, new ArrayList<>());
    names(check);
    GroupRules.check(check);
    GcsRules.check(check);
    AutoscalerRules.check(check);
    HistoryRules.check(check);
    AuthRules.check(check);
    NetworkRules.check(check);
    TlsRules.check(check);
    upgrade(check);
    status(root, check);
    return List.copyOf(check.found());
  }

  private static void names(Check check) {
    String name = check.metadata().text("name");
    String path = check.metadata().path("name");
    if (name.length() > MAX_NAME) {
      check.add(path, "RayCluster name should be no more than %d characters", MAX_NAME);
    }
    List<String> wrong = KubernetesNames.dns1035Label(name);
    if (!wrong.isEmpty()) {
      check.add(
          path, "RayCluster name should be a valid DNS1035 label: [%s]", String.join(" ", wrong));
    }
    Set<String> groups = new HashSet<>();
    for (Tree group : check.groups()) {
      if (!groups.add(group.text("groupName"))) {
        check.add(group.path("groupName"), "worker group names must be unique");
      }
    }
    String managedBy = check.spec().text("managedBy");
    if (!Set.of("", "ray.io/kuberay-operator", "kueue.x-k8s.io/multikueue").contains(managedBy)) {
      check.add(
          check.spec().path("managedBy"),
          "the managedBy field value must be either 'ray.io/kuberay-operator' or"
              + " 'kueue.x-k8s.io/multikueue'");
    }
  }

  private static void upgrade(Check check) {
    Tree strategy = check.spec().at("upgradeStrategy");
    String type = strategy.text("type");
    if (!Set.of("", "Recreate", "None").contains(type)) {
      check.add(
          strategy.path("type"),
          "The RayCluster spec is invalid: Spec.UpgradeStrategy.Type value %s is invalid, valid"
              + " options are Recreate or None",
          type);
    }
    String creator =
        check.metadata().texts("labels").getOrDefault("ray.io/originated-from-crd", "");
    if (!type.isEmpty() && Set.of("RayJob", "RayService").contains(creator)) {
      check.add(
          strategy.path("type"),
          "upgradeStrategy cannot be set when RayCluster is created by %s",
          creator);
    }
  }

  private static void status(Tree root, Check check) {
    ClusterConditions conditions = ClusterConditions.of(root.at("status"));
    if (conditions.isTrue("RayClusterSuspending") && conditions.isTrue("RayClusterSuspended")) {
      check.add(
          "status.conditions",
          "invalid RayCluster State: rayv1.RayClusterSuspending and rayv1.RayClusterSuspended"
              + " conditions should not be both true");
    }
  }
}
