package dev.rayport.backend;

import dev.rayport.base.ChangeFeed.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Where clusters run. Every call may be repeated; calls for one cluster come from one caller at a
 * time. All may throw {@link BackendException}; {@link BackendSilent} while nothing new is heard.
 */
public interface ClusterBackend {

  /** One line for the status bar, such as “this machine · 2 cores, 24 GiB”. */
  String description();

  /** What everyone should know about how clusters run here, in whole sentences; often nothing. */
  default List<String> notices() {
    return List.of();
  }

  /** That the platform does not answer, as far as is known without asking; empty while it does. */
  default Optional<Silence> silence() {
    return Optional.empty();
  }

  /**
   * The platform does not answer.
   *
   * @param sentence who does not, without a full stop
   * @param since when it was last heard
   */
  record Silence(String sentence, Instant since) {}

  /**
   * What a pod of a tenant's stage must not reach, to be tried from inside; empty where nothing
   * stands between clusters.
   */
  default List<Forbidden> forbidden(String tenant, String stage) {
    return List.of();
  }

  /** Cores that all clusters together can have; empty where that changes or is not known. */
  default OptionalDouble totalCores() {
    return OptionalDouble.empty();
  }

  /**
   * Whether nodes of clusters share a machine with each other and with whatever else runs there.
   */
  default boolean sharesMachine() {
    return false;
  }

  /** Whether Ray's autoscaler works here, and so decides how large a group is that may change. */
  boolean hasAutoscaler();

  /**
   * Whether clusters wait here for their turn. Otherwise all that can ever fit is taken at once,
   * {@link #fit} never says LATER, and observations tell what a cluster waits for.
   */
  default boolean hasQueue() {
    return true;
  }

  /** Why clusters cannot have it here, in a sentence with the next step; empty: they can. */
  default Optional<String> lacks(PlatformFeature feature) {
    return Optional.of("Only clusters on Kubernetes have that; these run on a machine.");
  }

  /** Whether a cluster of this spec could start beside those that are already there. */
  Fit fit(ClusterSpec spec);

  /**
   * Whether a cluster that is there could become this one beside the others; what it holds already
   * counts as free.
   */
  default Fit fit(ClusterKey key, ClusterSpec spec) {
    return fit(spec);
  }

  /**
   * Starts the cluster, also one that is suspended. One that runs gets the worker groups of the
   * spec and their sizes; whatever else of it differs waits for its next start. Does nothing when
   * all is so already. Returns before it is ready.
   */
  void apply(ClusterKey key, ClusterSpec spec);

  /**
   * Ends all that runs of the cluster and keeps it otherwise; {@link #observe} tells SUSPENDED when
   * nothing runs any more. Unknown ones are no error.
   */
  void suspend(ClusterKey key);

  /** What is there now; empty when nothing is left of it (never applied, or stopped). */
  Optional<ClusterObservation> observe(ClusterKey key);

  /**
   * What others changed of a cluster since it was applied; never what the platform does by itself,
   * such as the autoscaler. Empty where that cannot be known now, as while the portal itself still
   * has something to write.
   *
   * @param spec as it was applied
   * @param suspended whether it is to rest
   */
  default Optional<Drift> drift(ClusterKey key, ClusterSpec spec, boolean suspended) {
    return Optional.empty();
  }

  /** As {@link #apply} to one that runs, and whatever others added to it goes. */
  default void revert(ClusterKey key, ClusterSpec spec) {
    apply(key, spec);
  }

  /**
   * Exactly what the platform would be asked for, as YAML without secrets; empty where there are no
   * such documents.
   */
  default Optional<String> manifest(ClusterKey key, ClusterSpec spec) {
    return Optional.empty();
  }

  /**
   * The cluster as the platform has it now, as YAML to keep in Git: without secrets, status and
   * what others wrote; empty where there is none.
   */
  default Optional<String> export(ClusterKey key) {
    return Optional.empty();
  }

  /**
   * Whether clusters are objects on a platform that others use too: they can be read from
   * documents, and others may have made some.
   */
  default boolean hasObjects() {
    return false;
  }

  /**
   * Clusters in a tenant's places that the portal did not make.
   *
   * @param stages lower-case stages to look at
   */
  default List<FoundCluster> found(String tenant, List<String> stages) {
    return List.of();
  }

  /** What managing one of them would mean; empty when it is gone. Nothing is written. */
  default Optional<TakeOver> takeOver(ClusterKey key) {
    return Optional.empty();
  }

  /**
   * Reads what a stranger wrote.
   *
   * @return empty where there are no such documents
   * @throws dev.rayport.base.Refusal when it is no plain document, with the line
   */
  default Optional<ImportedCluster> read(String document) {
    return Optional.empty();
  }

  /** Asks for its end; {@link #observe} is empty when all is gone. Unknown ones are no error. */
  void stop(ClusterKey key);

  /** Every cluster that this backend holds anything of, also those the portal forgot. */
  List<ClusterKey> list();

  /**
   * Calls back soon after an observation changed. Missing a call is allowed; the caller sweeps too.
   */
  Subscription watch(Consumer<ClusterKey> onChange);
}
