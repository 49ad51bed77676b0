package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Clusters as {@code RayCluster} objects that KubeRay's operator turns into pods. Writes by
 * server-side apply and looks at what watches told; only before it overwrites or takes away what
 * others may change as well does it ask the API server. Everything it knows lies in Kubernetes.
 */
final class KubernetesBackend implements ClusterBackend, AutoCloseable {

  private final Platform platform;
  private final KubernetesProperties properties;
  private final KubeRayDefinition kubeRay;
  private final RayClusterApi api;
  private final NamespaceCaches caches;
  private final ApiPulse pulse;
  private final Namespaces namespaces;
  private final HeardClusters heard;
  private final ClusterWriter writer;
  private final Upkeep upkeep;
  private final ObservedClusters observed;
  private final OfferedFeatures features;
  private final Drifts drifts;
  private final ForeignClusters foreign;
  private final AskedClusters asked = new AskedClusters(this::known);
  private final Set<ObjectNames> ended = ConcurrentHashMap.newKeySet();

  KubernetesBackend(Platform platform, ClusterTokens tokens) {
    this.platform = platform;
    this.properties = platform.properties();
    Connection portal = platform.connections().portal();
    this.api = new RayClusterApi(portal.client());
    this.kubeRay = new KubeRayDefinition(portal.client());
    this.features = new OfferedFeatures(kubeRay::get);
    this.drifts = new Drifts(properties, kubeRay, api);
    this.foreign = new ForeignClusters(properties, kubeRay, api);
    this.observed =
        new ObservedClusters(new HeadAddresses(properties, portal), tokens, foreign, asked::heard);
    this.namespaces = new Namespaces(platform);
    this.caches = new NamespaceCaches(portal.client(), properties.resync(), asked::heard);
    namespaces.known().forEach(caches::start);
    this.pulse = new ApiPulse(portal, this::revive);
    this.heard = new HeardClusters(caches, namespaces, pulse, properties);
    this.writer = new ClusterWriter(platform, kubeRay, tokens);
    this.upkeep = new Upkeep(namespaces, heard, writer, ended);
  }

  @Override
  public String description() {
    return "Kubernetes at "
        + platform.connections().portal().server().replaceFirst("^https?://", "");
  }

  Upkeep upkeep() {
    return upkeep;
  }

  @Override
  public Optional<Silence> silence() {
    return pulse.silentSince().map(since -> new Silence("Kubernetes does not answer", since));
  }

  @Override
  public List<Forbidden> forbidden(String tenant, String stage) {
    return IsolationTargets.of(
        properties,
        heard.soFar().stream()
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

  @Override
  public void apply(ClusterKey key, ClusterSpec spec) {
    ObjectNames names = names(key);
    pulse.check();
    ended.remove(names);
    // In a namespace that is being deleted it could still be written, for a moment.
    if (heard.cluster(names).isPresent()) {
      namespaces.doubt(names.namespace());
    }
    namespaces.ensure(names.namespace(), key);
    try {
      writer.write(key, spec, caches.in(names.namespace()));
    } catch (BackendException e) {
      namespaces.doubt(names.namespace());
      if (!namespaces.ensure(names.namespace(), key)) {
        throw e;
      }
      writer.write(key, spec, caches.in(names.namespace()));
    }
  }

  @Override
  public void suspend(ClusterKey key) {
    ObjectNames names = names(key);
    pulse.check();
    if (!heard.isToRest(names) && namespaces.exists(names.namespace())) {
      api.suspendCluster(names);
    }
  }

  @Override
  public Optional<ClusterObservation> observe(ClusterKey key) {
    Known known = known(key);
    if (known.seen().isEmpty()) {
      asked.toldGone(key);
    } else {
      asked.told(key, known);
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
        heard
            .in(names.namespace())
            .map(cache -> cache.writers(names.cluster()))
            .filter(writers -> seen.isPresent())
            .orElse(List.of()));
  }

  private Optional<ClusterObservation> read(ClusterKey key) {
    ObjectNames names = names(key);
    Optional<ClusterObservation> seen = observed.look(key, names, heard.in(names.namespace(), key));
    if (seen.isEmpty()) {
      asked.remove(names);
      ended.remove(names);
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
            heard.in("%s%s-%s".formatted(properties.namespacePrefix(), tenant, stage)).stream()
                .flatMap(namespace -> foreign.in(stage, namespace).stream()))
        .toList();
  }

  @Override
  public Optional<TakeOver> takeOver(ClusterKey key) {
    ObjectNames names = names(key);
    return heard
        .in(names.namespace())
        .flatMap(found -> cluster(found, names))
        .map(there -> writer.accounts().named(key, foreign.takeOver(key, there)));
  }

  @Override
  public Optional<ImportedCluster> read(String document) {
    return Optional.of(RayClusterYaml.read(document, properties));
  }

  private Optional<Map<String, Object>> cluster(NamespaceCache cache, ObjectNames names) {
    return cache.cluster(names.cluster()).map(api::tree);
  }

  @Override
  public Optional<Drift> drift(ClusterKey key, ClusterSpec spec, boolean suspended) {
    ObjectNames names = names(key);
    return heard
        .in(names.namespace())
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
    return Optional.of(
        writer.objects(key, spec).shown().stream()
            .map(RayClusterExport::redacted)
            .map(YamlText::of)
            .collect(Collectors.joining("---\n")));
  }

  @Override
  public Optional<String> export(ClusterKey key) {
    ObjectNames names = names(key);
    return cluster(caches.in(names.namespace()), names)
        .map(tree -> RayClusterYaml.write(tree, RayClusterApi.MANAGER));
  }

  @Override
  public void stop(ClusterKey key) {
    ObjectNames names = names(key);
    pulse.check();
    boolean asked = heard.ends(names) && ended.contains(names);
    if (!asked && namespaces.exists(names.namespace())) {
      writer.delete(key, heard.cluster(names));
      ended.add(names);
    }
  }

  @Override
  public List<ClusterKey> list() {
    pulse.check();
    return heard.all();
  }

  @Override
  public Subscription watch(Consumer<ClusterKey> onChange) {
    return asked.watch(onChange);
  }

  /** What happened in between was told to nobody. */
  private void revive() {
    caches.revive();
    asked.tellAll();
  }

  private ObjectNames names(ClusterKey key) {
    ObjectNames names = ObjectNames.of(properties.namespacePrefix(), key);
    asked.add(names, key);
    return names;
  }

  @Override
  public void close() {
    upkeep.close();
    asked.close();
    pulse.close();
    kubeRay.close();
    caches.close();
    platform.connections().close();
  }
}
