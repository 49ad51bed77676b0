package dev.rayport.backend.local;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.StartStep;
import dev.rayport.backend.local.SavedCluster.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a cluster to what the portal sees of it: a pure function. */
final class Observations {

  private Observations() {}

  /**
   * What is not in the cluster's file.
   *
   * @param silent whether the head's HTTP API did not answer repeatedly
   * @param listening port to whether other machines can reach it
   */
  record Signs(boolean silent, Map<Integer, Boolean> listening) {}

  static ClusterObservation of(SavedCluster cluster, Signs signs) {
    Phase phase = phase(cluster, signs);
    Reason reason = reason(cluster, phase);
    return new ClusterObservation(
        phase,
        reason.words(),
        reason.code(),
        steps(cluster),
        phase == Phase.SUSPENDED
            ? List.of()
            : cluster.nodes().stream().map(node -> node(cluster, node, signs)).toList(),
        phase == Phase.SUSPENDED
            ? Optional.empty()
            : cluster.progress().headReady().map(ready -> cluster.endpoint()));
  }

  private static Phase phase(SavedCluster cluster, Signs signs) {
    Progress progress = cluster.progress();
    if (progress.stopping()) {
      return Phase.STOPPING;
    }
    if (cluster.failed()) {
      return Phase.FAILED;
    }
    if (cluster.suspended()) {
      return cluster.rests() ? Phase.SUSPENDED : Phase.SUSPENDING;
    }
    if (progress.headReady().isEmpty()) {
      return Phase.STARTING;
    }
    if (signs.silent()) {
      return Phase.UNREACHABLE;
    }
    if (cluster.whole()) {
      return Phase.READY;
    }
    boolean wasComplete = progress.complete().isPresent();
    return wasComplete || cluster.workers().stream().anyMatch(SavedNode::givenUp)
        ? Phase.DEGRADED
        : Phase.STARTING;
  }

  private record Reason(String words, String code) {}

  private static Reason reason(SavedCluster cluster, Phase phase) {
    return switch (phase) {
      case READY -> new Reason("", "");
      case FAILED -> new Reason(cluster.progress().failure(), cluster.progress().failureCode());
      case STOPPING -> new Reason("Its processes are ending.", "stopping");
      case UNREACHABLE ->
          new Reason("The head's processes run, but its HTTP API does not answer.", "api-silent");
      case DEGRADED -> new Reason(missing(cluster), "workers-missing");
      case SUSPENDING -> new Reason("Its processes are ending.", "suspending");
      case SUSPENDED -> new Reason("It is suspended: kept, with nothing running.", "suspended");
      case STARTING ->
          cluster.progress().headReady().isEmpty()
              ? new Reason("The head is starting.", "head-starting")
              : new Reason(joined(cluster) + troubles(cluster), "workers-starting");
    };
  }

  private static String missing(SavedCluster cluster) {
    boolean over = cluster.workers().stream().anyMatch(SavedNode::givenUp);
    if (!over && troubles(cluster).isEmpty()) {
      return joined(cluster);
    }
    return joined(cluster)
        + troubles(cluster)
        + (over ? " It is not tried again; restart the cluster." : " It is started again.");
  }

  private static String joined(SavedCluster cluster) {
    long joined = cluster.workers().stream().filter(SavedNode::joined).count();
    return "%d of %d workers are there.".formatted(joined, cluster.spec().workers());
  }

  private static String troubles(SavedCluster cluster) {
    return cluster.workers().stream()
        .filter(node -> !node.joined() && !node.trouble().isEmpty())
        .findFirst()
        .map(node -> " " + node.trouble())
        .orElse("");
  }

  private static List<StartStep> steps(SavedCluster cluster) {
    Progress progress = cluster.progress();
    List<StartStep> steps = new ArrayList<>();
    PortBlock ports = cluster.head().ports();
    steps.add(
        step(
            cluster,
            "Head placed",
            "ports %d to %d".formatted(ports.base(), ports.lastWorker()),
            new Span(Optional.of(progress.accepted()), progress.launched())));
    steps.add(
        step(
            cluster,
            "Head ready",
            "GCS, dashboard and Jobs API",
            new Span(progress.launched(), progress.headReady())));
    if (!cluster.workers().isEmpty()) {
      long joined = cluster.workers().stream().filter(SavedNode::joined).count();
      String detail = "%d of %d".formatted(joined, cluster.workers().size());
      steps.add(
          step(
              cluster,
              "Workers joined",
              progress.complete().isPresent() ? "all" : detail,
              new Span(progress.headReady(), progress.complete())));
    }
    return steps;
  }

  private record Span(Optional<Instant> from, Optional<Instant> to) {}

  private static StartStep step(SavedCluster cluster, String label, String detail, Span span) {
    StartStep.State state =
        span.to().isPresent()
            ? StartStep.State.DONE
            : span.from().isEmpty()
                ? StartStep.State.WAITING
                : cluster.failed() ? StartStep.State.FAILED : StartStep.State.RUNNING;
    return new StartStep(label, state, detail, span.from(), span.to());
  }

  private static NodeObservation node(SavedCluster cluster, SavedNode node, Signs signs) {
    NodeObservation.State state = state(cluster, node);
    return new NodeObservation(
        node.name(),
        node.group(),
        state,
        state == NodeObservation.State.READY ? "" : trouble(cluster, node),
        "127.0.0.1",
        node.spec().cpus(),
        node.spec().memory(),
        node.spec().gpus(),
        node.process().map(SavedNode.Running::pid),
        node.process().map(SavedNode.Running::startedAt),
        ports(node, signs.listening()));
  }

  private static NodeObservation.State state(SavedCluster cluster, SavedNode node) {
    if (cluster.failed()) {
      return node.isHead() ? NodeObservation.State.FAILED : NodeObservation.State.STOPPED;
    }
    if (node.givenUp()) {
      return NodeObservation.State.FAILED;
    }
    boolean there = node.isHead() ? cluster.progress().headReady().isPresent() : node.joined();
    return there ? NodeObservation.State.READY : NodeObservation.State.STARTING;
  }

  private static String trouble(SavedCluster cluster, SavedNode node) {
    return node.isHead() && cluster.failed() ? cluster.progress().failure() : node.trouble();
  }

  private static List<NodeObservation.Port> ports(SavedNode node, Map<Integer, Boolean> listening) {
    Map<Integer, String> purposes = node.ports().purposes();
    return listening.entrySet().stream()
        .filter(e -> e.getKey() >= node.ports().base() && e.getKey() <= node.ports().lastWorker())
        .map(e ->
            new NodeObservation.Port(
                e.getKey(), purposes.getOrDefault(e.getKey(), "Ray worker"), e.getValue()))
        .toList();
  }
}
