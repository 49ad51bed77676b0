package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Objects of one kind in one namespace, as a watch tells of them. */
final class Watched<T extends HasMetadata> {

  private final FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> source;
  private final SharedIndexInformer<T> informer;
  private volatile String told = "";

  Watched(FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?> source) {
    this.source = source;
    this.informer = source.runnableInformer(0);
  }

  /** Before it starts: from then on it keeps only what is read of its objects. */
  Watched<T> lean() {
    informer.itemStore(new LeanItems<>());
    return this;
  }

  SharedIndexInformer<T> informer() {
    return informer;
  }

  /**
   * Whether nothing came, not even one of the API server's bookmarks, since this was last asked. A
   * watch of a quiet namespace may rest for a while; one that died rests too.
   */
  boolean rests() {
    String now = Objects.requireNonNullElse(informer.lastSyncResourceVersion(), "");
    boolean rests = now.equals(told);
    told = now;
    return rests;
  }

  /** Whether what the watch told is what is there: names with versions. Asks the API server. */
  boolean agrees() {
    List<T> now = ApiErrors.asking("comparing", () -> source.list().getItems());
    return versions(now.stream()).equals(versions(informer.getStore().list().stream()));
  }

  private static List<String> versions(Stream<? extends HasMetadata> found) {
    return found
        .map(HasMetadata::getMetadata)
        .map(about -> about.getName() + " " + about.getResourceVersion())
        .sorted()
        .toList();
  }
}
