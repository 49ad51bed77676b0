package dev.rayport.backend.local;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.RayEndpoint;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that must outlive the portal about one cluster: what it is, its ports and processes, how far
 * it came. The first node is the head.
 */
record SavedCluster(
    ClusterKey key, ClusterSpec spec, String token, List<SavedNode> nodes, Progress progress) {

  SavedCluster {
    nodes = List.copyOf(nodes);
  }

  /**
   * How far it came.
   *
   * @param complete when all workers had joined for the first time
   * @param failure why it failed for good, in plain words; empty while it did not
   */
  record Progress(
      Instant accepted,
      Optional<Instant> launched,
      Optional<Instant> headReady,
      Optional<Instant> complete,
      boolean stopping,
      String failure,
      String failureCode) {

    static Progress acceptedAt(Instant now) {
      return new Progress(now, Optional.empty(), Optional.empty(), Optional.empty(), false, "", "");
    }
  }

  @Override
  public String toString() {
    return "SavedCluster[%s, %s, %s]".formatted(key, nodes, progress);
  }

  SavedNode head() {
    return nodes.getFirst();
  }

  List<SavedNode> workers() {
    return nodes.subList(1, nodes.size());
  }

  boolean failed() {
    return !progress.failure.isEmpty();
  }

  RayEndpoint endpoint() {
    return new RayEndpoint(
        URI.create("http://127.0.0.1:" + head().ports().dashboard()), Optional.of(token));
  }

  SavedCluster with(SavedNode node) {
    return withNodes(known -> known.name().equals(node.name()) ? node : known);
  }

  SavedCluster withNodes(UnaryOperator<SavedNode> change) {
    return new SavedCluster(key, spec, token, nodes.stream().map(change).toList(), progress);
  }

  SavedCluster launched(Instant now) {
    Progress p = progress;
    return with(
        new Progress(p.accepted, Optional.of(now), Optional.empty(), p.complete, false, "", ""));
  }

  SavedCluster headReady(Instant now) {
    Progress p = progress;
    return with(new Progress(p.accepted, p.launched, Optional.of(now), p.complete, false, "", ""))
        .completeIfAllJoined(now);
  }

  SavedCluster joined(SavedNode node, Instant now) {
    return with(node.arrived()).completeIfAllJoined(now);
  }

  private SavedCluster completeIfAllJoined(Instant now) {
    Progress p = progress;
    return p.complete.isPresent() || !workers().stream().allMatch(SavedNode::joined)
        ? this
        : with(new Progress(p.accepted, p.launched, p.headReady, Optional.of(now), false, "", ""));
  }

  SavedCluster failed(String why, String code) {
    Progress p = progress;
    return with(
        new Progress(p.accepted, p.launched, p.headReady, p.complete, p.stopping, why, code));
  }

  SavedCluster stopping() {
    Progress p = progress;
    return with(
        new Progress(
            p.accepted, p.launched, p.headReady, p.complete, true, p.failure, p.failureCode));
  }

  private SavedCluster with(Progress changed) {
    return new SavedCluster(key, spec, token, nodes, changed);
  }
}
