package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache for each namespace that a cluster was ever asked about. A watch may die without a word:
 * now and then each is compared with what the API server has, and started anew when it lags behind.
 */
final class NamespaceCaches implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NamespaceCaches.class);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Map<String, String> labels;
  private final BiConsumer<String, String> onChange;
  private final Map<String, NamespaceCache> caches = new ConcurrentHashMap<>();
  private final Map<String, Instant> disconnected = new ConcurrentHashMap<>();
  private final ScheduledExecutorService checking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-caches").factory());

  /**
   * @param labels of everything that belongs to this portal
   * @param onChange gets namespace and name of the Ray cluster something happened to
   */
  NamespaceCaches(
      KubernetesClient client,
      Map<String, String> labels,
      Duration resync,
      BiConsumer<String, String> onChange) {
    this.client = client;
    this.labels = labels;
    this.onChange = onChange;
    long millis = resync.toMillis();
    checking.scheduleWithFixedDelay(this::compareAll, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * @throws BackendException while the API server has not told everything yet, or has not been
   *     heard for a while
   */
  NamespaceCache in(String namespace) {
    NamespaceCache cache = start(namespace);
    if (!cache.syncedWithin(FIRST)) {
      throw new BackendException("Kubernetes has not answered yet.");
    }
    if (cache.connected()) {
      disconnected.remove(namespace);
    } else if (disconnected
        .computeIfAbsent(namespace, unheard -> Instant.now())
        .plus(GRACE)
        .isBefore(Instant.now())) {
      throw new BackendException("Kubernetes does not answer; what is shown is as of before.");
    }
    return cache;
  }

  /** Whether the namespace is listened to. */
  boolean has(String namespace) {
    return caches.containsKey(namespace);
  }

  /** Stops listening to a namespace that is no more. */
  void drop(String namespace) {
    disconnected.remove(namespace);
    Optional.ofNullable(caches.remove(namespace)).ifPresent(NamespaceCache::close);
  }

  /** Starts listening to a namespace, without waiting for anything. */
  NamespaceCache start(String namespace) {
    return caches.computeIfAbsent(namespace, this::open);
  }

  private NamespaceCache open(String namespace) {
    return new NamespaceCache(
        client, namespace, labels, cluster -> onChange.accept(namespace, cluster));
  }

  List<String> namespaces() {
    return List.copyOf(caches.keySet());
  }

  private void compareAll() {
    for (String namespace : caches.keySet()) {
      try {
        compare(namespace);
      } catch (BackendException e) {
        log.info("Namespace {} is not compared: {}", namespace, e.getMessage());
      }
    }
  }

  /** News may be on its way: only what stays different is a silent watch. */
  private void compare(String namespace) {
    if (!agrees(namespace)) {
      checking.schedule(() -> renew(namespace), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void renew(String namespace) {
    try {
      if (!agrees(namespace)) {
        log.warn("The watch of namespace {} went silent; it is started anew", namespace);
        Optional.ofNullable(caches.put(namespace, open(namespace)))
            .ifPresent(NamespaceCache::close);
      }
    } catch (BackendException e) {
      log.info("Namespace {} is not compared: {}", namespace, e.getMessage());
    }
  }

  private boolean agrees(String namespace) {
    NamespaceCache cache = caches.get(namespace);
    return cache == null
        || !cache.synced()
        || cache.agreesWith(new RayClusterApi(client).listNow(namespace, labels));
  }

  @Override
  public void close() {
    checking.shutdownNow();
    caches.values().forEach(NamespaceCache::close);
  }
}
