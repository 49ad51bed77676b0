package dev.rayport.backend.local;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.backend.WorkerGroupSpec;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
   * @param suspended when it was asked to rest; empty while it is to run
   * @param failure why it failed for good, in plain words; empty while it did not
   */
  record Progress(
      Instant accepted,
      Optional<Instant> launched,
      Optional<Instant> headReady,
      Optional<Instant> complete,
      boolean stopping,
      Optional<Instant> suspended,
      String failure,
      String failureCode) {

    Progress {
      // Files written before clusters could rest say nothing of it.
      suspended = Objects.requireNonNullElse(suspended, Optional.empty());
    }

    static Progress acceptedAt(Instant now) {
      Optional<Instant> never = Optional.empty();
      return new Progress(now, never, never, never, false, never, "", "");
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
        new Progress(
            p.accepted,
            Optional.of(now),
            Optional.empty(),
            p.complete,
            false,
            p.suspended,
            "",
            ""));
  }

  SavedCluster headReady(Instant now) {
    Progress p = progress;
    return with(new Progress(
            p.accepted, p.launched, Optional.of(now), p.complete, false, p.suspended, "", ""))
        .completeIfAllJoined(now);
  }

  SavedCluster joined(SavedNode node, Instant now) {
    return with(node.arrived()).completeIfAllJoined(now);
  }

  private SavedCluster completeIfAllJoined(Instant now) {
    Progress p = progress;
    return p.complete.isPresent() || !workers().stream().allMatch(SavedNode::joined)
        ? this
        : with(
            new Progress(
                p.accepted, p.launched, p.headReady, Optional.of(now), false, p.suspended, "", ""));
  }

  SavedCluster failed(String why, String code) {
    Progress p = progress;
    return with(
        new Progress(
            p.accepted, p.launched, p.headReady, p.complete, p.stopping, p.suspended, why, code));
  }

  SavedCluster stopping() {
    Progress p = progress;
    return with(
        new Progress(
            p.accepted,
            p.launched,
            p.headReady,
            p.complete,
            true,
            p.suspended,
            p.failure,
            p.failureCode));
  }

  /** Whether it is to rest. */
  boolean suspended() {
    return progress.suspended.isPresent();
  }

  /** Whether it is to rest and nothing of it runs. */
  boolean rests() {
    return suspended() && nodes.stream().allMatch(node -> node.process().isEmpty());
  }

  SavedCluster suspending(Instant now) {
    Progress p = progress;
    return with(
        new Progress(
            p.accepted,
            p.launched,
            p.headReady,
            p.complete,
            p.stopping,
            p.suspended.or(() -> Optional.of(now)),
            p.failure,
            p.failureCode));
  }

  /** After a rest: as if it had just been accepted, with nodes as they are asked for now. */
  SavedCluster awake(Instant now, ClusterSpec next) {
    return withNodes(node -> node.rested(node.isHead() ? next.head() : spec(node, next)))
        .with(Progress.acceptedAt(now));
  }

  private static NodeSpec spec(SavedNode worker, ClusterSpec next) {
    return next.workerGroups().stream()
        .filter(group -> group.name().equals(worker.group()))
        .findFirst()
        .map(WorkerGroupSpec::node)
        .orElse(worker.spec());
  }

  /** As it is, measured by what it is to become. */
  SavedCluster toBecome(ClusterSpec other) {
    return new SavedCluster(key, other, token, nodes, progress);
  }

  /** Whether all workers are there that its spec asks for, and no others. */
  boolean whole() {
    return workers().stream().allMatch(SavedNode::joined)
        && workers().size() == spec.workers()
        && spec.workerGroups().stream()
            .allMatch(group ->
                workers().stream().filter(node -> node.group().equals(group.name())).count()
                    == group.replicas());
  }

  /** With other workers; nothing of the head changes. */
  SavedCluster with(ClusterSpec other, List<SavedNode> workers) {
    List<SavedNode> all = new ArrayList<>(List.of(head()));
    all.addAll(workers);
    SavedCluster changed = new SavedCluster(key, other, token, all, progress);
    return progress.headReady.isPresent() ? changed.completeIfAllJoined(Instant.now()) : changed;
  }

  private SavedCluster with(Progress changed) {
    return new SavedCluster(key, spec, token, nodes, changed);
  }
}
