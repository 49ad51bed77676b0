package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.BackendSilent;
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
 * now and then those that rest are compared with what the API server has, and a namespace whose
 * watch lags behind is listened to anew.
 */
final class NamespaceCaches implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NamespaceCaches.class);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Duration grace;
  private final BiConsumer<String, String> onChange;
  private final Map<String, NamespaceCache> caches = new ConcurrentHashMap<>();
  private final Map<String, Instant> disconnected = new ConcurrentHashMap<>();
  private final ScheduledExecutorService checking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-caches").factory());

  /**
   * @param onChange gets namespace and name of the Ray cluster something happened to
   */
  NamespaceCaches(KubernetesClient client, Duration resync, BiConsumer<String, String> onChange) {
    this.client = client;
    this.onChange = onChange;
    this.grace = resync.compareTo(LONGEST_GRACE) < 0 ? resync : LONGEST_GRACE;
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
      throw new BackendSilent("Kubernetes has not answered yet.", Optional.empty());
    }
    if (cache.connected()) {
      disconnected.remove(namespace);
      return cache;
    }
    Instant since = disconnected.computeIfAbsent(namespace, unheard -> Instant.now());
    if (since.plus(LONGEST_GRACE).isBefore(Instant.now())) {
      throw new BackendSilent("Kubernetes does not answer.", Optional.of(since));
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
    return new NamespaceCache(client, namespace, cluster -> onChange.accept(namespace, cluster));
  }

  List<String> namespaces() {
    return List.copyOf(caches.keySet());
  }

  /** The API server answers again: watches that wait to be connected again need not. */
  void revive() {
    disconnected.clear();
    caches.forEach((namespace, cache) -> {
      if (!cache.connected()) {
        soon(() -> renew(namespace, cache), namespace, Duration.ZERO);
      }
    });
  }

  private void compareAll() {
    caches.forEach((namespace, cache) -> guarded(() -> compare(namespace, cache), namespace));
  }

  /** News may be on its way: only what stays different is a silent watch. */
  private void compare(String namespace, NamespaceCache cache) {
    if (cache.synced() && !cache.heardAll()) {
      soon(() -> compareAgain(namespace, cache), namespace, grace);
    }
  }

  private void compareAgain(String namespace, NamespaceCache cache) {
    if (!cache.heardAll()) {
      log.warn("A watch of namespace {} went silent; all are started anew", namespace);
      renew(namespace, cache);
    }
  }

  /** What is known stays until the new watches know as much, unless it was dropped meanwhile. */
  private void renew(String namespace, NamespaceCache old) {
    if (caches.get(namespace) != old) {
      return;
    }
    NamespaceCache fresh = open(namespace);
    boolean heard = fresh.syncedWithin(FIRST) && fresh.connected();
    if (heard && caches.replace(namespace, old, fresh)) {
      disconnected.remove(namespace);
      old.close();
      old.clusters()
          .forEach(cluster -> onChange.accept(namespace, cluster.getMetadata().getName()));
      return;
    }
    fresh.close();
    if (!heard && !checking.isShutdown()) {
      soon(() -> renew(namespace, old), namespace, grace);
    }
  }

  private void soon(Runnable work, String namespace, Duration in) {
    checking.schedule(() -> guarded(work, namespace), in.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whatever goes wrong, the next look is not to be lost. */
  private static void guarded(Runnable work, String namespace) {
    try {
      work.run();
    } catch (BackendException e) {
      log.info("Namespace {} is not compared: {}", namespace, e.getMessage());
    } catch (RuntimeException e) {
      log.warn("Namespace {} is not compared", namespace, e);
    }
  }

  @Override
  public void close() {
    checking.shutdownNow();
    caches.values().forEach(NamespaceCache::close);
  }
}
