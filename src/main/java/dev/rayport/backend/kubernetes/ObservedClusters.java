package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.RayEndpoint;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Reads what caches say of clusters, and remembers what pods take with them when they end. */
final class ObservedClusters {

  private final HeadAddresses heads;
  private final ClusterTokens tokens;
  private final ForeignClusters foreign;
  private final Map<ObjectNames, Memory> memories = new ConcurrentHashMap<>();
  private final HeadProbes probes;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param onChange gets namespace and name of a cluster whose head answers again
   */
  ObservedClusters(
      HeadAddresses heads,
      ClusterTokens tokens,
      ForeignClusters foreign,
      BiConsumer<String, String> onChange) {
    this.probes = new HeadProbes(onChange);
    this.heads = heads;
    this.tokens = tokens;
    this.foreign = foreign;
  }

  /** Empty when nothing of it is there. */
  Optional<ClusterObservation> look(
      ClusterKey key, ObjectNames names, Optional<NamespaceCache> found) {
    Optional<Map<String, Object>> cluster =
        found.flatMap(cache -> cache.cluster(names.cluster())).map(SeenCluster::tree);
    List<Pod> pods = found.map(cache -> cache.pods(names.cluster())).orElse(List.of());
    if (cluster.isEmpty() && pods.isEmpty()) {
      memories.remove(names);
      return Optional.empty();
    }
    NamespaceCache cache = found.orElseThrow();
    boolean ours =
        key.object().isEmpty() || cache.cluster(names.cluster()).filter(foreign::ours).isPresent();
    Memory memory =
        memories
            .computeIfAbsent(names, first -> Memory.NOTHING)
            .heard(cache.served(names.headService()));
    Optional<RayEndpoint> endpoint =
        memory.headAnswered() ? Optional.of(endpoint(key, names, ours)) : Optional.empty();
    boolean silent = endpoint.filter(where -> probes.silent(names, where)).isPresent();
    ClusterObservation seen =
        RayClusterStatusReader.read(
            new Sighting(
                cluster,
                pods,
                cache.events(names.cluster()).stream().map(SeenEvent::of).toList(),
                memory.steps(),
                new Sighting.Head(silent, endpoint),
                clock.instant()));
    memories.put(
        names,
        seen.phase() == ClusterObservation.Phase.SUSPENDED
            ? Memory.NOTHING
            : memory.with(seen.steps()));
    boolean closed = !ours && cluster.filter(ForeignClusters::asksForToken).isPresent();
    return Optional.of(closed ? seen.withoutEndpoint() : seen);
  }

  /** A token is for heads of the portal's own clusters only. */
  private RayEndpoint endpoint(ClusterKey key, ObjectNames names, boolean ours) {
    return new RayEndpoint(
        heads.of(names), ours ? Optional.of(tokens.of(key)) : Optional.empty(), heads.route());
  }
}
