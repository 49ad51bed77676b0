package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts changed values into what was made from a template. Fields that the changed values do not
 * touch stay as they were edited since.
 */
final class TemplateRevision {

  private final TemplateDefinition definition;
  private final String reference;
  private final TemplateResolver resolver;

  TemplateRevision(TemplateDefinition definition, String reference) {
    this.definition = definition;
    this.reference = reference;
    this.resolver = new TemplateResolver(definition, reference);
  }

  /**
   * @throws dev.rayport.base.Refusal naming each field and its rule
   */
  Revision.Outcome revise(Revision revision, int version) {
    Map<String, Object> changes = new LinkedHashMap<>(revision.changes());
    Optional<Object> groups = Optional.ofNullable(changes.remove(TemplateResolver.WORKER_GROUPS));
    Map<String, Object> values = new LinkedHashMap<>(revision.values());
    ResolvedTemplate before = resolver.resolve(ResolveRequest.of(Map.copyOf(values)), version);
    values.putAll(changes);
    ResolvedTemplate after = resolver.resolve(ResolveRequest.of(values), version);
    ClusterSpec merged = merge(revision.spec(), before.spec(), after.spec());
    Problems problems = new Problems();
    ClusterSpec edited =
        new WorkerGroupEdits(policies(merged), ownGroups(), reference, problems)
            .revise(merged, groups);
    problems.refuse();
    return new Revision.Outcome(
        before,
        new ResolvedTemplate(
            after.name(),
            after.version(),
            after.stage(),
            edited,
            after.values(),
            after.origins(),
            after.idle(),
            after.ttl()));
  }

  /**
   * Of what was made without a template.
   *
   * @throws dev.rayport.base.Refusal naming each field and its rule
   */
  static ClusterSpec free(ClusterSpec spec, Map<String, Object> changes) {
    Problems problems = new Problems();
    changes.keySet().stream()
        .filter(name -> !name.equals(TemplateResolver.WORKER_GROUPS))
        .forEach(name ->
            problems.add(
                "values." + name, "It was made without a template and has no such parameter."));
    List<WorkerGroupPolicy> policies =
        spec.workerGroups().stream().map(group -> WorkerGroupPolicy.free(group.name())).toList();
    ClusterSpec edited =
        new WorkerGroupEdits(policies, Set.of(), "this cluster", problems)
            .revise(spec, Optional.ofNullable(changes.get(TemplateResolver.WORKER_GROUPS)));
    problems.refuse();
    return edited;
  }

  private Set<String> ownGroups() {
    return definition.groups().stream()
        .map(WorkerGroupPolicy::group)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static ClusterSpec merge(ClusterSpec now, ClusterSpec before, ClusterSpec after) {
    Map<String, WorkerGroupSpec> old = byName(before);
    Map<String, WorkerGroupSpec> next = byName(after);
    List<WorkerGroupSpec> groups = new ArrayList<>();
    for (WorkerGroupSpec group : now.workerGroups()) {
      String name = group.name();
      boolean ofTemplate = old.containsKey(name) && next.containsKey(name);
      groups.add(ofTemplate ? merge(group, old.get(name), next.get(name)) : group);
    }
    return new ClusterSpec(
        pick(now.rayVersion(), before.rayVersion(), after.rayVersion()),
        pick(now.head(), before.head(), after.head()),
        groups,
        pick(now.env(), before.env(), after.env()),
        pick(now.platform(), before.platform(), after.platform()));
  }

  private static <T> T pick(T now, T before, T after) {
    return before.equals(after) ? now : after;
  }

  private static WorkerGroupSpec merge(
      WorkerGroupSpec now, WorkerGroupSpec before, WorkerGroupSpec after) {
    NodeSpec node = before.node().equals(after.node()) ? now.node() : after.node();
    int min = before.min() == after.min() ? now.min() : after.min();
    int max = Math.max(min, before.max() == after.max() ? now.max() : after.max());
    int replicas = before.replicas() == after.replicas() ? now.replicas() : after.replicas();
    return new WorkerGroupSpec(
        now.name(),
        node,
        min,
        max,
        Math.clamp(replicas, min, max),
        pick(now.spot(), before.spot(), after.spot()),
        pick(now.nodeSelector(), before.nodeSelector(), after.nodeSelector()),
        pick(now.tolerations(), before.tolerations(), after.tolerations()),
        pick(now.suspended(), before.suspended(), after.suspended()));
  }

  private static Map<String, WorkerGroupSpec> byName(ClusterSpec spec) {
    Map<String, WorkerGroupSpec> groups = new HashMap<>();
    spec.workerGroups().forEach(group -> groups.put(group.name(), group));
    return groups;
  }

  /** A group that was added obeys the policy of the one it is like. */
  private List<WorkerGroupPolicy> policies(ClusterSpec spec) {
    List<WorkerGroupPolicy> policies = new ArrayList<>(definition.groups());
    Map<String, WorkerGroupSpec> groups = byName(spec);
    for (WorkerGroupSpec group : spec.workerGroups()) {
      if (policies.stream().noneMatch(policy -> policy.group().equals(group.name()))) {
        definition.groups().stream()
            .filter(WorkerGroupPolicy::mayAdd)
            .filter(policy -> alike(group, groups.get(policy.group())))
            .findFirst()
            .ifPresent(policy ->
                policies.add(new WorkerGroupPolicy(group.name(), policy.ranges(), false)));
      }
    }
    return policies;
  }

  private static boolean alike(
      WorkerGroupSpec group, @org.jspecify.annotations.Nullable WorkerGroupSpec model) {
    return model != null
        && group.node().memory().equals(model.node().memory())
        && group.node().gpuType().equals(model.node().gpuType());
  }
}
