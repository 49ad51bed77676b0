package dev.rayport.template;

import static java.util.stream.Collectors.toSet;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.SpecRules;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import dev.rayport.base.ResourceName;
import dev.rayport.template.WorkerGroupPolicy.IntRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies {@code values.workerGroups} of a request within the groups' policies. */
final class WorkerGroupEdits {

  private final List<WorkerGroupPolicy> policies;
  private final Set<String> fixed;
  private final String reference;
  private final Problems problems;

  WorkerGroupEdits(List<WorkerGroupPolicy> policies, String reference, Problems problems) {
    this(
        policies,
        policies.stream().map(WorkerGroupPolicy::group).collect(toSet()),
        reference,
        problems);
  }

  /**
   * @param policies also of groups that were added
   * @param fixed names of the template's own groups
   */
  WorkerGroupEdits(
      List<WorkerGroupPolicy> policies, Set<String> fixed, String reference, Problems problems) {
    this.policies = policies;
    this.fixed = fixed;
    this.reference = reference;
    this.problems = problems;
  }

  ClusterSpec apply(ClusterSpec spec, Optional<Object> edits) {
    return apply(spec, edits, false);
  }

  /** As {@link #apply}, where groups that were added may be taken out again. */
  ClusterSpec revise(ClusterSpec spec, Optional<Object> edits) {
    return apply(spec, edits, true);
  }

  private ClusterSpec apply(ClusterSpec spec, Optional<Object> edits, boolean removes) {
    if (edits.isEmpty()) {
      return spec;
    }
    Fields request =
        new Fields("values", Map.of(TemplateResolver.WORKER_GROUPS, edits.get()), problems);
    List<WorkerGroupSpec> groups = new ArrayList<>(spec.workerGroups());
    Set<String> seen = new HashSet<>();
    for (Fields edit : request.sections(TemplateResolver.WORKER_GROUPS)) {
      String name = edit.text("name").orElse("");
      if (!seen.add(name)) {
        edit.wrong("name", "“%s” is there twice.".formatted(name));
      }
      if (removes && edit.truth("remove")) {
        remove(edit, name, groups);
      } else {
        edit(edit, name, groups);
      }
      edit.finish();
    }
    if (groups.size() > SpecReader.MAX_GROUPS) {
      request.wrong(
          TemplateResolver.WORKER_GROUPS, "At most %d groups.".formatted(SpecReader.MAX_GROUPS));
    }
    ClusterSpec edited =
        new ClusterSpec(spec.rayVersion(), spec.head(), groups, spec.env(), spec.platform());
    for (Fields edit : request.sections(TemplateResolver.WORKER_GROUPS)) {
      if (edited.autoscales() && edit.truth("suspended")) {
        edit.wrong("suspended", SpecRules.suspendedProblem(edit.text("name").orElse("")));
      }
    }
    return edited;
  }

  private void remove(Fields edit, String name, List<WorkerGroupSpec> groups) {
    if (fixed.contains(name)) {
      edit.wrong(
          "remove",
          ParameterPolicy.sentence(
              "“%s” belongs to the template; let it have 0 workers".formatted(name),
              "workerGroups",
              reference));
    } else if (!groups.removeIf(group -> group.name().equals(name))) {
      edit.wrong("name", "There is no worker group “%s”.".formatted(name));
    }
  }

  private void edit(Fields edit, String name, List<WorkerGroupSpec> groups) {
    Optional<String> like = edit.text("like");
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).name().equals(name)) {
        groups.set(i, changed(edit, name, groups.get(i), policy(name)));
        return;
      }
    }
    added(edit, name, like, groups).ifPresent(groups::add);
  }

  private Optional<WorkerGroupSpec> added(
      Fields edit, String name, Optional<String> like, List<WorkerGroupSpec> groups) {
    String problem = name.equals("head") ? "This is the head's name." : nameProblem(name);
    if (!problem.isEmpty()) {
      edit.wrong("name", problem);
      return Optional.empty();
    }
    Optional<WorkerGroupPolicy> model =
        policies.stream()
            .filter(WorkerGroupPolicy::mayAdd)
            .filter(policy -> like.isEmpty() || like.get().equals(policy.group()))
            .findFirst();
    if (model.isEmpty()) {
      edit.wrong(
          "name",
          ParameterPolicy.sentence(
              "There is no worker group “%s” and none may be added".formatted(name),
              "workerGroups.policy.add",
              reference));
      return Optional.empty();
    }
    return groups.stream()
        .filter(group -> group.name().equals(model.get().group()))
        .findFirst()
        .map(group -> changed(edit, name, group, model));
  }

  private static String nameProblem(String name) {
    return ResourceName.problemWith(name);
  }

  private WorkerGroupSpec changed(
      Fields edit, String name, WorkerGroupSpec from, Optional<WorkerGroupPolicy> policy) {
    int min = number(edit, "min", from.min(), policy);
    int max = number(edit, "max", from.max(), policy);
    if (min > max) {
      edit.wrong(
          edit.keys().contains("max") ? "max" : "min",
          "min %d is more than max %d.".formatted(min, max));
      return from;
    }
    int replicas = number(edit, "replicas", Math.clamp(from.replicas(), min, max), policy);
    if (replicas < min || replicas > max) {
      edit.wrong(
          "replicas", "%d replicas are outside of min %d to max %d.".formatted(replicas, min, max));
    }
    return new WorkerGroupSpec(
        name,
        node(edit, from.node(), policy),
        min,
        max,
        replicas,
        from.spot(),
        from.nodeSelector(),
        from.tolerations(),
        edit.raw("suspended").isEmpty() ? from.suspended() : edit.truth("suspended"));
  }

  private NodeSpec node(Fields edit, NodeSpec from, Optional<WorkerGroupPolicy> policy) {
    Quantity cpus = from.cpus();
    if (edit.raw("cpus").isPresent()) {
      cpus = Quantity.of(number(edit, "cpus", (int) Math.ceil(cpus.cores()), policy));
    }
    return new NodeSpec(
        cpus,
        from.memory(),
        number(edit, "gpus", from.gpus(), policy),
        from.rayCpus(),
        from.resources(),
        from.gpuType(),
        from.startParams());
  }

  private int number(Fields edit, String field, int standard, Optional<WorkerGroupPolicy> policy) {
    Optional<Long> wanted = edit.value(field, Parameter.Type.INTEGER).map(Long.class::cast);
    if (wanted.isEmpty() || wanted.get() == standard) {
      return standard;
    }
    Optional<IntRange> range = policy.map(known -> known.ranges().get(field));
    Optional<String> problem = problem(wanted.get(), range, standard);
    problem.ifPresent(text ->
        edit.wrong(
            field, ParameterPolicy.sentence(text, "workerGroups.policy." + field, reference)));
    return problem.isPresent() ? standard : wanted.get().intValue();
  }

  private static Optional<String> problem(long wanted, Optional<IntRange> range, int standard) {
    if (range.isEmpty()) {
      return Optional.of("This is fixed at %d".formatted(standard));
    }
    if (wanted > range.get().max()) {
      return Optional.of("%d is over the limit of %d".formatted(wanted, range.get().max()));
    }
    return wanted < range.get().min()
        ? Optional.of("%d is under the least of %d".formatted(wanted, range.get().min()))
        : Optional.empty();
  }

  private Optional<WorkerGroupPolicy> policy(String group) {
    return policies.stream().filter(policy -> policy.group().equals(group)).findFirst();
  }
}
