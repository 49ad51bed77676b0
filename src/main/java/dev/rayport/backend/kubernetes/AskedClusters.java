package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.base.ChangeFeed.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clusters that somebody asked about, and who wants to hear when they change. */
final class AskedClusters implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AskedClusters.class);

  private final Map<ObjectNames, ClusterKey> asked = new ConcurrentHashMap<>();
  private final List<Consumer<ClusterKey>> listeners = new CopyOnWriteArrayList<>();
  private final News news;

  /**
   * @param read what matters of a cluster; equal as long as nothing that matters changed
   */
  AskedClusters(Function<ClusterKey, Object> read) {
    this.news = new News(read, this::tell);
  }

  void add(ObjectNames names, ClusterKey key) {
    asked.put(names, key);
  }

  void remove(ObjectNames names) {
    asked.remove(names);
  }

  /** What those who ask know of it from now on. */
  void told(ClusterKey key, Object known) {
    news.told(key, known);
  }

  /** Those who ask know that nothing of it is there. */
  void toldGone(ClusterKey key) {
    news.forget(key);
  }

  /** Something happened; what was never asked about is found by listing. */
  void heard(String namespace, String cluster) {
    Optional.ofNullable(asked.get(new ObjectNames(namespace, cluster))).ifPresent(news::heard);
  }

  Subscription watch(Consumer<ClusterKey> onChange) {
    listeners.add(onChange);
    return () -> listeners.remove(onChange);
  }

  void tellAll() {
    asked.values().forEach(this::tell);
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

  @Override
  public void close() {
    listeners.clear();
    news.close();
  }
}
