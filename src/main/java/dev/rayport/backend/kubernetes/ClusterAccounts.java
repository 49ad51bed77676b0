package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.TakeOver;
import dev.rayport.backend.TakeOver.Rewrite;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Accounts of clusters' pods. An adopted cluster keeps its name, and others may have an account of
 * that name: it is used as it is, and stays when the cluster goes.
 */
final class ClusterAccounts {

  private final RayClusterApi provisioner;
  private final KubernetesProperties properties;

  ClusterAccounts(RayClusterApi provisioner, KubernetesProperties properties) {
    this.provisioner = provisioner;
    this.properties = properties;
  }

  /** Creates or changes it; empty where others have one. */
  Optional<Owner> write(ClusterKey key) {
    return isOthers(key)
        ? Optional.empty()
        : Optional.of(Owner.of(provisioner.apply(around(key).serviceAccount(Optional.empty()))));
  }

  /** Names that are not adopted carry a mark of the cluster, and are nobody else's. */
  private boolean isOthers(ClusterKey key) {
    return !key.object().isEmpty()
        && provisioner.account(around(key).names()).filter(there -> !isOf(key, there)).isPresent();
  }

  private boolean isOf(ClusterKey key, ServiceAccount account) {
    Map<String, String> labels =
        Objects.requireNonNullElse(account.getMetadata().getLabels(), Map.of());
    return ClusterLabels.key(properties.instance(), labels)
        .filter(marked -> marked.id().equals(key.id()))
        .isPresent();
  }

  /**
   * Asks for its end: now, or with the cluster where the operator cleans Redis up as this account
   * after the head has gone.
   */
  void end(ClusterKey key, Optional<GenericKubernetesResource> cluster) {
    if (isOthers(key)) {
      return;
    }
    Optional<Owner> last = cluster.filter(ClusterAccounts::cleansUp).map(Owner::of);
    if (last.isPresent()) {
      provisioner.apply(around(key).serviceAccount(last));
    } else {
      provisioner.deleteAccount(around(key).names());
    }
  }

  /** One that ends with the last run would take what the next run has with it. */
  void endOfLastRun(ClusterKey key) {
    if (!isOthers(key)) {
      provisioner.deleteAccount(around(key).names());
    }
  }

  private static boolean cleansUp(GenericKubernetesResource cluster) {
    Tree spec = Tree.of(cluster.getAdditionalProperties()).at("spec");
    Map<String, String> annotations =
        Objects.requireNonNullElse(cluster.getMetadata().getAnnotations(), Map.of());
    return cluster.getMetadata().getFinalizers().contains(StartProgress.REDIS_FINALIZER)
        || spec.has("gcsFaultToleranceOptions")
        || "true".equalsIgnoreCase(annotations.get("ray.io/ft-enabled"));
  }

  /** The plan with what becomes of the account. */
  TakeOver named(ClusterKey key, TakeOver plan) {
    if (!plan.hindrances().isEmpty() || !isOthers(key)) {
      return plan;
    }
    List<Rewrite> changes = new ArrayList<>(plan.changes());
    changes.add(
        new Rewrite(
            "ServiceAccount " + around(key).names().serviceAccount(),
            "made by others",
            "used as it is, and kept when the cluster is deleted"));
    return new TakeOver(plan.spec(), plan.hindrances(), changes);
  }

  private Companions around(ClusterKey key) {
    return Companions.of(key, properties);
  }
}
