package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What watches say of one namespace: its Ray clusters, their pods, and events. Reads cost nothing;
 * the API server is asked once and then tells.
 */
final class NamespaceCache implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NamespaceCache.class);
  private static final String CLUSTER = "ray.io/cluster";
  private static final String BY_CLUSTER = "ray-cluster";
  private static final String BY_OBJECT = "object";
  private static final String BY_SERVICE = "service";
  private static final String SERVICE = "kubernetes.io/service-name";

  private final String namespace;
  private final List<Watched<?>> watched;
  private final SharedIndexInformer<GenericKubernetesResource> clusters;
  private final SharedIndexInformer<Pod> pods;
  private final SharedIndexInformer<Event> events;
  private final SharedIndexInformer<EndpointSlice> slices;
  private final CompletableFuture<Void> started;
  private final Map<String, CountDownLatch> awaited = new ConcurrentHashMap<>();

  /**
   * @param onChange gets the name of the Ray cluster something happened to
   */
  NamespaceCache(KubernetesClient client, String namespace, Consumer<String> onChange) {
    this.namespace = namespace;
    var ofClusters = new Watched<>(new RayClusterApi(client).clusters().inNamespace(namespace));
    var ofPods = new Watched<>(client.pods().inNamespace(namespace).withLabel(CLUSTER)).lean();
    var ofEvents = new Watched<>(client.v1().events().inNamespace(namespace)).lean();
    var ofSlices =
        new Watched<>(
                client.discovery().v1().endpointSlices().inNamespace(namespace).withLabel(SERVICE))
            .lean();
    watched = List.of(ofClusters, ofPods, ofEvents, ofSlices);
    clusters = ofClusters.informer();
    pods = ofPods.informer();
    events = ofEvents.informer();
    slices = ofSlices.informer();
    slices.addIndexers(Map.of(BY_SERVICE, slice -> List.of(serviceOf(slice))));
    slices.addEventHandler(
        telling(slice -> serviceOf(slice).replaceFirst("-head-svc$", ""), onChange));
    pods.addIndexers(Map.of(BY_CLUSTER, pod -> clusterOf(pod).stream().toList()));
    events.addIndexers(
        Map.of(
            BY_OBJECT, event -> Stream.ofNullable(event.getInvolvedObject().getName()).toList()));
    clusters.addEventHandler(telling(cluster -> name(cluster), onChange.andThen(this::heard)));
    pods.addEventHandler(telling(pod -> clusterOf(pod).orElse(""), onChange));
    events.addEventHandler(telling(this::clusterOf, onChange));
    for (SharedIndexInformer<?> informer : informers()) {
      informer.exceptionHandler((started, failure) -> {
        log.warn("Watching namespace {}: {}", namespace, failure.toString());
        return true;
      });
    }
    started =
        CompletableFuture.allOf(
            informers().stream()
                .map(informer -> informer.start().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
  }

  private List<? extends SharedIndexInformer<?>> informers() {
    return watched.stream().map(Watched::informer).toList();
  }

  /** Waits for everything to be heard once. */
  boolean syncedWithin(Duration limit) {
    try {
      started.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return synced();
    } catch (TimeoutException | ExecutionException e) {
      return synced();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether everything was heard once. */
  boolean synced() {
    return informers().stream().allMatch(SharedIndexInformer::hasSynced);
  }

  /** Whether the API server is there to tell of changes. */
  boolean connected() {
    return informers().stream().allMatch(SharedIndexInformer::isWatching);
  }

  Optional<GenericKubernetesResource> cluster(String name) {
    return Optional.ofNullable(clusters.getStore().getByKey(namespace + "/" + name));
  }

  /**
   * Waits until a cluster is heard of that was just written.
   *
   * @return whether it was, in time
   */
  boolean hearsOf(String cluster, Duration limit) {
    CountDownLatch latch = awaited.computeIfAbsent(cluster, first -> new CountDownLatch(1));
    try {
      return cluster(cluster).isPresent() || latch.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      awaited.remove(cluster, latch);
    }
  }

  private void heard(String cluster) {
    Optional.ofNullable(awaited.get(cluster)).ifPresent(CountDownLatch::countDown);
  }

  /** Who wrote the cluster when, besides its status. */
  List<String> writers(String cluster) {
    return cluster(cluster).stream()
        .flatMap(object -> object.getMetadata().getManagedFields().stream())
        .filter(entry -> !"status".equals(entry.getSubresource()))
        .map(entry -> entry.getManager() + " " + entry.getTime())
        .toList();
  }

  List<GenericKubernetesResource> clusters() {
    return clusters.getStore().list();
  }

  List<Pod> pods(String cluster) {
    return pods.getIndexer().byIndex(BY_CLUSTER, cluster);
  }

  /** Events of a cluster and its pods. */
  List<Event> events(String cluster) {
    List<Event> found = new ArrayList<>(eventsOf(cluster));
    pods(cluster).forEach(pod -> found.addAll(eventsOf(name(pod))));
    return found;
  }

  private List<Event> eventsOf(String object) {
    return events.getIndexer().byIndex(BY_OBJECT, object);
  }

  /** Whether each watch told something lately, or has told all that there is. */
  boolean heardAll() {
    List<Watched<?>> resting = watched.stream().filter(Watched::rests).toList();
    return resting.stream().allMatch(Watched::agrees);
  }

  /** Whether requests to the service reach a pod; a pod is ready a moment earlier. */
  boolean served(String service) {
    return slices.getIndexer().byIndex(BY_SERVICE, service).stream()
        .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
        .anyMatch(endpoint ->
            endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady()));
  }

  private static String serviceOf(EndpointSlice slice) {
    return slice.getMetadata().getLabels().getOrDefault(SERVICE, "");
  }

  private static Optional<String> clusterOf(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getLabels()).map(labels -> labels.get(CLUSTER));
  }

  private String clusterOf(Event event) {
    String object = Objects.requireNonNullElse(event.getInvolvedObject().getName(), "");
    Pod pod = pods.getStore().getByKey(namespace + "/" + object);
    return pod == null ? object : clusterOf(pod).orElse(object);
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static <T> ResourceEventHandler<T> telling(
      Function<T, String> cluster, Consumer<String> onChange) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        onChange.accept(cluster.apply(object));
      }

      @Override
      public void onUpdate(T before, T object) {
        onChange.accept(cluster.apply(object));
      }

      @Override
      public void onDelete(T object, boolean finalStateUnknown) {
        onChange.accept(cluster.apply(object));
      }
    };
  }

  @Override
  public void close() {
    informers().forEach(SharedIndexInformer::stop);
  }
}
