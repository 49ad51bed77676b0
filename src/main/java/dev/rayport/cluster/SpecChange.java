package dev.rayport.cluster;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One difference between what a cluster is and what it is to become, and when it comes true.
 *
 * @param path in the words of the spec, such as {@code workerGroups.loaders.max}
 * @param from empty for what is new
 * @param to empty for what goes
 */
public record SpecChange(String path, String from, String to, Effect effect) {

  /** When a change of a running cluster comes true. */
  public enum Effect {
    /** At once; nothing restarts. */
    LIVE,
    /** At the next start: while it runs, the autoscaler decides. */
    NEXT_START,
    /** When the workers of its group start anew. */
    GROUP_RESTART,
    /** When the whole cluster starts anew. */
    RESTART
  }

  /** As one line for people. */
  public String text() {
    if (from.isEmpty()) {
      return "%s: %s (new)".formatted(path, to);
    }
    return to.isEmpty() ? "%s: gone".formatted(path) : "%s: %s → %s".formatted(path, from, to);
  }

  /**
   * What differs, in the order of the spec.
   *
   * @param autoscaler whether Ray's autoscaler works there; it is a part of the head
   */
  static List<SpecChange> between(ClusterSpec before, ClusterSpec after, boolean autoscaler) {
    List<SpecChange> changes = new ArrayList<>();
    whole(before, after, changes);
    if (autoscaler && before.autoscales() != after.autoscales()) {
      changes.add(
          new SpecChange(
              "autoscaler",
              before.autoscales() ? "on" : "off",
              after.autoscales() ? "on" : "off",
              Effect.RESTART));
    }
    Map<String, WorkerGroupSpec> old = byName(before);
    for (WorkerGroupSpec group : after.workerGroups()) {
      Optional.ofNullable(old.remove(group.name()))
          .ifPresentOrElse(
              was -> group(was, group, autoscaler, changes),
              () -> changes.add(new SpecChange(path(group), "", size(group), Effect.LIVE)));
    }
    old.values()
        .forEach(gone -> changes.add(new SpecChange(path(gone), size(gone), "", Effect.LIVE)));
    return List.copyOf(changes);
  }

  private static void whole(ClusterSpec before, ClusterSpec after, List<SpecChange> changes) {
    differ("ray", before.rayVersion(), after.rayVersion(), Effect.RESTART, changes);
    node("head", before.head(), after.head(), Effect.RESTART, changes);
    differ("env", before.env(), after.env(), Effect.RESTART, changes);
    PlatformSpec was = before.platform();
    PlatformSpec is = after.platform();
    differ("image", was.image(), is.image(), Effect.RESTART, changes);
    differ("envFrom", was.envFrom(), is.envFrom(), Effect.RESTART, changes);
    differ("volumes", was.volumes(), is.volumes(), Effect.RESTART, changes);
    differ("head.nodeSelector", was.nodeSelector(), is.nodeSelector(), Effect.RESTART, changes);
    differ("head.tolerations", was.tolerations(), is.tolerations(), Effect.RESTART, changes);
    differ("redis", was.redis(), is.redis(), Effect.RESTART, changes);
    differ("tls", was.walls().tls(), is.walls().tls(), Effect.RESTART, changes);
    differ(
        "networkPolicy",
        was.walls().network().name(),
        is.walls().network().name(),
        Effect.LIVE,
        changes);
    differ(
        "autoscaler.idleTimeout",
        was.autoscaler().idleTimeout(),
        is.autoscaler().idleTimeout(),
        Effect.LIVE,
        changes);
    differ(
        "autoscaler.upscaling",
        was.autoscaler().conservative() ? "CONSERVATIVE" : "DEFAULT",
        is.autoscaler().conservative() ? "CONSERVATIVE" : "DEFAULT",
        Effect.LIVE,
        changes);
  }

  private static void group(
      WorkerGroupSpec before, WorkerGroupSpec after, boolean autoscaler, List<SpecChange> changes) {
    String path = path(after);
    boolean chosen = autoscaler && before.autoscales() && after.autoscales();
    Effect sizing = chosen ? Effect.NEXT_START : Effect.LIVE;
    differ(path + ".min", before.min(), after.min(), Effect.LIVE, changes);
    differ(path + ".max", before.max(), after.max(), Effect.LIVE, changes);
    differ(path + ".replicas", before.replicas(), after.replicas(), sizing, changes);
    differ(path + ".suspended", before.suspended(), after.suspended(), Effect.LIVE, changes);
    node(path, before.node(), after.node(), Effect.GROUP_RESTART, changes);
    Effect restart = Effect.GROUP_RESTART;
    differ(path + ".spot", before.spot(), after.spot(), restart, changes);
    differ(path + ".nodeSelector", before.nodeSelector(), after.nodeSelector(), restart, changes);
    differ(path + ".tolerations", before.tolerations(), after.tolerations(), restart, changes);
  }

  private static void node(
      String path, NodeSpec before, NodeSpec after, Effect effect, List<SpecChange> changes) {
    differ(path + ".cpus", before.cpus().text(), after.cpus().text(), effect, changes);
    differ(path + ".memory", before.memory().text(), after.memory().text(), effect, changes);
    differ(path + ".gpus", before.gpus(), after.gpus(), effect, changes);
    differ(path + ".gpuType", before.gpuType(), after.gpuType(), effect, changes);
    differ(path + ".rayCpus", before.schedulableCpus(), after.schedulableCpus(), effect, changes);
    differ(path + ".resources", before.resources(), after.resources(), effect, changes);
    differ(path + ".startParams", before.startParams(), after.startParams(), effect, changes);
  }

  private static void differ(
      String path, Object from, Object to, Effect effect, List<SpecChange> changes) {
    if (!Objects.equals(from, to)) {
      changes.add(new SpecChange(path, text(from), text(to), effect));
    }
  }

  /** A variable's value may be a secret, so that collections are named, not shown. */
  private static String text(Object value) {
    boolean plain = value instanceof Number || value instanceof Boolean;
    String text = value.toString();
    return plain || value instanceof String || value instanceof java.time.Duration
        ? (text.isEmpty() ? "none" : text)
        : "…";
  }

  private static String path(WorkerGroupSpec group) {
    return "workerGroups." + group.name();
  }

  private static String size(WorkerGroupSpec group) {
    return group.autoscales()
        ? "%d to %d workers".formatted(group.min(), group.max())
        : "%d workers".formatted(group.replicas());
  }

  private static Map<String, WorkerGroupSpec> byName(ClusterSpec spec) {
    Map<String, WorkerGroupSpec> groups = new LinkedHashMap<>();
    spec.workerGroups().forEach(group -> groups.put(group.name(), group));
    return groups;
  }
}
