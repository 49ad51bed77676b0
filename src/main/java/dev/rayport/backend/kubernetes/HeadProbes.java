package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayEndpoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Heads whose pods are ready may hang all the same. Those who ask them find that out; of one that
 * is silent nobody wants anything any more, and so it is asked here until it answers.
 */
final class HeadProbes {

  private final Set<ObjectNames> asking = ConcurrentHashMap.newKeySet();
  private final BiConsumer<String, String> onAnswer;

  /**
   * @param onAnswer gets namespace and name of a cluster that answers again
   */
  HeadProbes(BiConsumer<String, String> onAnswer) {
    this.onAnswer = onAnswer;
  }

  /** Whether it is silent, without waiting; one at a time asks it again. */
  boolean silent(ObjectNames names, RayEndpoint head) {
    boolean silent = head.silent();
    if (silent && asking.add(names)) {
      Thread.ofVirtual().name("kubernetes-head-probe").start(() -> ask(names, head));
    }
    return silent;
  }

  private void ask(ObjectNames names, RayEndpoint head) {
    try {
      new RayClient(head).version();
    } catch (BackendException e) {
      // It stays silent; whoever looks next asks again.
      return;
    } finally {
      asking.remove(names);
    }
    onAnswer.accept(names.namespace(), names.cluster());
  }
}
