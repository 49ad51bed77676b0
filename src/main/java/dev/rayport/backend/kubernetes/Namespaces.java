package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterRefused;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a tenant's namespaces, each for one stage, and finds those that were made. */
final class Namespaces {

  private static final Logger log = LoggerFactory.getLogger(Namespaces.class);
  private static final int FORBIDDEN = 403;

  /** A burst of clusters asks for its namespace once. */
  private static final Duration SURE = Duration.ofSeconds(10);

  private final KubernetesClient provisioner;
  private final RayClusterApi api;
  private final KubernetesProperties properties;
  private final IsolationProperties isolation;
  private final WallMarks marks = new WallMarks();
  private final Map<String, String> walled = new ConcurrentHashMap<>();
  private final Map<String, Lock> walling = new ConcurrentHashMap<>();
  private final Map<String, Instant> sureUntil = new ConcurrentHashMap<>();

  Namespaces(Platform platform) {
    this.provisioner = platform.connections().provisioner().client();
    this.api = new RayClusterApi(provisioner);
    this.properties = platform.properties();
    this.isolation = platform.isolation();
  }

  /**
   * Makes sure of the namespace and of the walls around it. Somebody may have deleted it since.
   *
   * @return whether anything had to be written
   * @throws BackendException while it is being deleted
   * @throws ClusterRefused when it is another portal's
   */
  boolean ensure(String namespace, ClusterKey key) {
    if (!properties.provision() || sure(namespace)) {
      return false;
    }
    Lock lock = walling.computeIfAbsent(namespace, first -> new ReentrantLock());
    lock.lock();
    try {
      if (sure(namespace)) {
        return false;
      }
      Optional<Namespace> there =
          ApiErrors.asking("looking for its namespace", () -> find(namespace));
      if (there.filter(one -> one.getMetadata().getDeletionTimestamp() != null).isPresent()) {
        throw new BackendException("Its namespace is being deleted; it starts in the next one.");
      }
      there.ifPresent(this::mustBeOurs);
      boolean known =
          there.map(Namespaces::uid).filter(uid -> uid.equals(walled.get(namespace))).isPresent();
      if (!known) {
        wall(namespace, ClusterLabels.ofNamespace(properties.instance(), key));
      }
      sureUntil.put(namespace, Instant.now().plus(SURE));
      return !known;
    } finally {
      lock.unlock();
    }
  }

  /** Two portals in one namespace would undo each other's walls, and count each other's quota. */
  private void mustBeOurs(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    if (!ClusterLabels.maybeOf(properties.instance(), labels)) {
      throw new ClusterRefused(
          "foreign-namespace",
          ("Namespace %s belongs to another portal, %s. Next: another"
                  + " rayport.kubernetes.namespace-prefix, or that portal's"
                  + " rayport.kubernetes.instance.")
              .formatted(namespace.getMetadata().getName(), labels.get(ClusterLabels.INSTANCE)));
    }
  }

  private boolean sure(String namespace) {
    return sureUntil.getOrDefault(namespace, Instant.MIN).isAfter(Instant.now());
  }

  /** Somebody may have deleted it: the next who needs it looks. */
  void doubt(String namespace) {
    sureUntil.remove(namespace);
  }

  /**
   * The namespace comes first; only with all of the others is it done.
   *
   * @return what others had changed or taken since this portal wrote it
   */
  private List<String> wall(String namespace, Map<String, Object> labels) {
    List<HasMetadata> written =
        new NamespaceManifest(namespace, labels, isolation)
            .objects().stream().map(api::apply).toList();
    walled.put(namespace, uid(written.getFirst()));
    return written.stream().filter(marks::differs).map(WallMarks::name).toList();
  }

  /** Whether this portal finished it. */
  boolean walled(String namespace) {
    return !properties.provision() || walled.containsKey(namespace);
  }

  /**
   * Walls are as this portal's settings say, also where no cluster is made soon.
   *
   * @return which of them others had changed or taken since this portal wrote them
   */
  List<String> renew() {
    if (!properties.provision()) {
      return List.of();
    }
    List<String> differed = new ArrayList<>();
    for (Namespace namespace : list()) {
      try {
        if (namespace.getMetadata().getDeletionTimestamp() == null) {
          differed.addAll(
              wall(
                  namespace.getMetadata().getName(),
                  ClusterLabels.ofNamespace(namespace.getMetadata().getLabels())));
        }
      } catch (BackendException e) {
        log.warn(
            "Namespace {} keeps its walls of before: {}",
            namespace.getMetadata().getName(),
            e.getMessage());
      }
    }
    return differed;
  }

  /** Whether it is there, as far as this portal may know. */
  boolean exists(String namespace) {
    try {
      return find(namespace).isPresent();
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return true;
      }
      throw ApiErrors.of("looking for its namespace", e);
    }
  }

  private Optional<Namespace> find(String namespace) {
    return Optional.ofNullable(provisioner.namespaces().withName(namespace).get());
  }

  /** Names of the namespaces that this portal made; empty when it may not list namespaces. */
  List<String> known() {
    return list().stream().map(namespace -> namespace.getMetadata().getName()).toList();
  }

  private List<Namespace> list() {
    try {
      return provisioner
          .namespaces()
          .withLabels(ClusterLabels.selector(properties.instance()))
          .list()
          .getItems();
    } catch (KubernetesClientException e) {
      BackendException why = ApiErrors.of("listing namespaces", e);
      log.warn("Orphans are looked for in namespaces of known clusters only: {}", why.getMessage());
      return List.of();
    }
  }

  private static String uid(HasMetadata object) {
    return object.getMetadata().getUid();
  }
}
