package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.BackendSilent;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.Fit;
import dev.rayport.backend.Forbidden;
import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.ChangeFeed.Subscription;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clusters as {@code RayCluster} objects that KubeRay's operator turns into pods. Writes by
 * server-side apply, reads only what watches told; everything it knows lies in Kubernetes.
 */
final class KubernetesBackend implements ClusterBackend, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KubernetesBackend.class);

  private final Platform platform;
  private final KubernetesProperties properties;
  private final RayClusterApi api;
  private final RayClusterApi provisioner;
  private final NamespaceCaches caches;
  private final ApiPulse pulse;
  private final Namespaces namespaces;
  private final ObservedClusters observed;
  private final ClusterTokens tokens;
  private final KubeRayDefinition kubeRay;
  private final OfferedFeatures features;
  private final Drifts drifts;
  private final ForeignClusters foreign;
  private final Map<ObjectNames, ClusterKey> asked = new ConcurrentHashMap<>();
  private final List<Consumer<ClusterKey>> listeners = new CopyOnWriteArrayList<>();
  private final News news = new News(this::known, this::tell);
  private final Clock clock = Clock.systemUTC();

  KubernetesBackend(Platform platform, ClusterTokens tokens) {
    this.platform = platform;
    this.properties = platform.properties();
    this.tokens = tokens;
    Connection portal = platform.connections().portal();
    this.api = new RayClusterApi(portal.client());
    this.provisioner = new RayClusterApi(platform.connections().provisioner().client());
    this.kubeRay = new KubeRayDefinition(portal.client(), clock);
    this.features = new OfferedFeatures(kubeRay::get);
    this.drifts = new Drifts(properties, kubeRay, api);
    this.foreign = new ForeignClusters(properties, kubeRay, api);
    this.observed =
        new ObservedClusters(new HeadAddresses(properties, portal), tokens, foreign, api);
    this.namespaces = new Namespaces(platform);
    this.caches = new NamespaceCaches(portal.client(), properties.resync(), this::tell);
    namespaces.known().forEach(caches::start);
    this.pulse = new ApiPulse(portal, this::revive);
    Thread.ofVirtual().name("kubernetes-walls").start(namespaces::renew);
  }

  @Override
  public String description() {
    return "Kubernetes at "
        + platform.connections().portal().server().replaceFirst("^https?://", "");
  }

  @Override
  public Optional<Silence> silence() {
    return pulse.silentSince().map(since -> new Silence("Kubernetes does not answer", since));
  }

  @Override
  public List<Forbidden> forbidden(String tenant, String stage) {
    return IsolationTargets.of(
        properties,
        list().stream()
            .filter(key -> key.tenant().equals(tenant) && !key.stage().equals(stage))
            .toList());
  }

  @Override
  public boolean hasAutoscaler() {
    return true;
  }

  @Override
  public boolean hasQueue() {
    return false;
  }

  /** What waits for quota or nodes is accepted: Kubernetes tells what it waits for. */
  @Override
  public Fit fit(ClusterSpec spec) {
    return SpecProblems.of(spec, properties).stream()
        .findFirst()
        .map(problem -> new Fit(Fit.Answer.NEVER, problem.field(), problem.message()))
        .or(() -> features.problem(spec))
        .orElseGet(Fit::now);
  }

  @Override
  public Optional<String> lacks(PlatformFeature feature) {
    return features.lacks(feature);
  }

  /**
   * The Secret and the account come first, since pods need them at once; they belong to the cluster
   * as soon as it is there, and go with it.
   */
  @Override
  public void apply(ClusterKey key, ClusterSpec spec) {
    ObjectNames names = names(key);
    pulse.check();
    // In a namespace that is being deleted it could still be written, for a moment.
    if (heard(names).isPresent()) {
      namespaces.doubt(names.namespace());
    }
    namespaces.ensure(names.namespace(), key);
    try {
      write(key, spec, names);
    } catch (BackendException e) {
      namespaces.doubt(names.namespace());
      if (!namespaces.ensure(names.namespace(), key)) {
        throw e;
      }
      write(key, spec, names);
    }
  }

  /** The cluster as far as anything was heard of it, without waiting. */
  private Optional<GenericKubernetesResource> heard(ObjectNames names) {
    return caches.has(names.namespace())
        ? caches.start(names.namespace()).cluster(names.cluster())
        : Optional.empty();
  }

  /** They were a cluster's, and go after it with all that it owns. */
  private boolean hasPods(ObjectNames names) {
    return caches.has(names.namespace())
        && !caches.start(names.namespace()).pods(names.cluster()).isEmpty();
  }

  private static boolean ends(GenericKubernetesResource cluster) {
    return cluster.getMetadata().getDeletionTimestamp() != null;
  }

  private void write(ClusterKey key, ClusterSpec spec, ObjectNames names) {
    Optional<Map<String, Object>> there = cluster(caches.in(names.namespace()), names);
    if (there.filter(KubernetesBackend::ending).isPresent()) {
      throw new BackendException("What is left of its last run is still ending.");
    }
    ClusterObjects objects = objects(key, spec, names);
    String token = tokens.of(key);
    if (there.isEmpty()) {
      api.apply(objects.secret(token, Optional.empty()));
      provisioner.apply(objects.account(Optional.empty()));
    }
    Replicas replicas = there.map(Replicas::running).orElse(Replicas.ASKED);
    String uid = api.applyCluster(objects.cluster(replicas)).getMetadata().getUid();
    api.apply(objects.secret(token, Optional.of(uid)));
    provisioner.apply(objects.account(Optional.of(uid)));
    objects.network(Optional.of(uid)).forEach(provisioner::apply);
    if (there.isPresent()) {
      endGroupsBesides(spec, names);
    }
  }

  /** KubeRay forgets the pods of a group that is taken out of its cluster. */
  private void endGroupsBesides(ClusterSpec spec, ObjectNames names) {
    Set<String> groups = new HashSet<>();
    spec.workerGroups().forEach(group -> groups.add(group.name()));
    for (Pod pod : caches.in(names.namespace()).pods(names.cluster())) {
      RayPod worker = RayPod.of(pod, List.of());
      if (worker.isWorker() && !worker.deleting() && !groups.contains(worker.group())) {
        api.deletePod(names, worker.name());
      }
    }
  }

  @Override
  public void suspend(ClusterKey key) {
    ObjectNames names = names(key);
    pulse.check();
    if (namespaces.exists(names.namespace())) {
      api.suspendCluster(names);
    }
  }

  @Override
  public Optional<ClusterObservation> observe(ClusterKey key) {
    Known known = known(key);
    if (known.seen().isEmpty()) {
      news.forget(key);
    } else {
      news.told(key, known);
    }
    return known.seen();
  }

  /** What whoever asks gets to know; others than the operator may have written the cluster. */
  private record Known(Optional<ClusterObservation> seen, List<String> writers) {}

  private Known known(ClusterKey key) {
    ObjectNames names = names(key);
    Optional<ClusterObservation> seen = read(key);
    return new Known(
        seen,
        cache(names.namespace())
            .map(cache -> cache.writers(names.cluster()))
            .filter(writers -> seen.isPresent())
            .orElse(List.of()));
  }

  private Optional<ClusterObservation> read(ClusterKey key) {
    ObjectNames names = names(key);
    Optional<ClusterObservation> seen = observed.look(key, names, cache(names.namespace(), key));
    if (seen.isEmpty()) {
      asked.remove(names);
      drifts.forget(names);
    }
    return seen;
  }

  @Override
  public boolean hasObjects() {
    return true;
  }

  @Override
  public List<FoundCluster> found(String tenant, List<String> stages) {
    return stages.stream()
        .flatMap(stage ->
            cache("%s%s-%s".formatted(properties.namespacePrefix(), tenant, stage)).stream()
                .flatMap(namespace -> foreign.in(stage, namespace).stream()))
        .toList();
  }

  @Override
  public Optional<TakeOver> takeOver(ClusterKey key) {
    ObjectNames names = names(key);
    return cache(names.namespace())
        .flatMap(found -> cluster(found, names))
        .map(there -> foreign.takeOver(key, there));
  }

  @Override
  public Optional<ImportedCluster> read(String document) {
    return Optional.of(RayClusterYaml.read(document, properties));
  }

  /** Empty where there is no namespace, in which the portal has no rights to watch. */
  private Optional<NamespaceCache> cache(String namespace) {
    pulse.check();
    if (!caches.has(namespace) && !namespaces.exists(namespace)) {
      return Optional.empty();
    }
    try {
      return Optional.of(caches.in(namespace));
    } catch (BackendSilent e) {
      if (namespaces.exists(namespace)) {
        throw e;
      }
      caches.drop(namespace);
      return Optional.empty();
    }
  }

  /** A namespace that nobody finished has no rights for the portal either. */
  private Optional<NamespaceCache> cache(String namespace, ClusterKey key) {
    try {
      return cache(namespace);
    } catch (BackendSilent e) {
      if (silence().isEmpty() && !namespaces.walled(namespace)) {
        namespaces.ensure(namespace, key);
      }
      throw e;
    }
  }

  private Optional<Map<String, Object>> cluster(NamespaceCache cache, ObjectNames names) {
    return cache.cluster(names.cluster()).map(api::tree);
  }

  @Override
  public Optional<Drift> drift(ClusterKey key, ClusterSpec spec, boolean suspended) {
    ObjectNames names = names(key);
    return cache(names.namespace())
        .flatMap(cache -> cache.cluster(names.cluster()))
        .filter(there -> there.getMetadata().getDeletionTimestamp() == null)
        .flatMap(there -> drifts.of(key, spec, suspended, there));
  }

  @Override
  public void revert(ClusterKey key, ClusterSpec spec) {
    drifts.removeAdded(key, spec);
    apply(key, spec);
  }

  @Override
  public Optional<String> manifest(ClusterKey key, ClusterSpec spec) {
    ObjectNames names = ObjectNames.of(properties.namespacePrefix(), key);
    return Optional.of(
        objects(key, spec, names).shown().stream()
            .map(YamlText::of)
            .collect(Collectors.joining("---\n")));
  }

  @Override
  public Optional<String> export(ClusterKey key) {
    ObjectNames names = names(key);
    return cluster(caches.in(names.namespace()), names)
        .map(tree -> RayClusterYaml.write(tree, RayClusterApi.MANAGER));
  }

  private ClusterObjects objects(ClusterKey key, ClusterSpec spec, ObjectNames names) {
    return new ClusterObjects(
        new RayClusterManifest(key, spec, properties, kubeRay.get()),
        names,
        platform.isolation(),
        spec.autoscales());
  }

  @Override
  public void stop(ClusterKey key) {
    ObjectNames names = names(key);
    pulse.check();
    boolean asked = heard(names).map(KubernetesBackend::ends).orElseGet(() -> hasPods(names));
    if (!asked && namespaces.exists(names.namespace()) && !api.deleteCluster(names)) {
      api.deleteSecret(names);
      provisioner.deleteAccount(names);
    }
  }

  @Override
  public List<ClusterKey> list() {
    pulse.check();
    Set<String> all = new HashSet<>(caches.namespaces());
    all.addAll(namespaces.known());
    List<ClusterKey> found = new ArrayList<>();
    for (String namespace : all) {
      for (GenericKubernetesResource cluster :
          cache(namespace).map(NamespaceCache::clusters).orElse(List.of())) {
        ClusterLabels.key(properties.instance(), properties, cluster).ifPresent(found::add);
      }
    }
    return found;
  }

  @Override
  public Subscription watch(Consumer<ClusterKey> onChange) {
    listeners.add(onChange);
    return () -> listeners.remove(onChange);
  }

  /** What was never asked about is found by {@link #list()}. */
  private void tell(String namespace, String cluster) {
    Optional.ofNullable(asked.get(new ObjectNames(namespace, cluster))).ifPresent(news::heard);
  }

  private void tell(ClusterKey key) {
    for (Consumer<ClusterKey> listener : listeners) {
      try {
        listener.accept(key);
      } catch (RuntimeException e) {
        log.warn("A listener failed on {}", key, e);
      }
    }
  }

  /** What happened in between was told to nobody. */
  private void revive() {
    caches.revive();
    asked.values().forEach(this::tell);
  }

  private ObjectNames names(ClusterKey key) {
    ObjectNames names = ObjectNames.of(properties.namespacePrefix(), key);
    asked.put(names, key);
    return names;
  }

  private static boolean ending(Map<String, Object> cluster) {
    return Tree.of(cluster).at("metadata").has("deletionTimestamp");
  }

  @Override
  public void close() {
    listeners.clear();
    pulse.close();
    news.close();
    caches.close();
    platform.connections().close();
  }
}
