package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterDriftTests {

  private static final String GROUP = "spec.workerGroupSpecs[0].";
  private static final String WORKER = GROUP + "template.spec.containers[0].";
  private static final String HEAD = "spec.headGroupSpec.template.spec.containers[0].";
  private static final Instant T1 = Instant.parse("2026-11-21T10:00:00Z");

  @Test
  void whatWasAppliedIsNoDriftWhateverTheApiServerFillsIn() {
    for (ClusterSpec spec :
        List.of(Specs.fixed(), Specs.autoscaling(), Specs.everything(), Specs.headOnly())) {
      Map<String, Object> there = applied(spec);
      others(there, "f:workerGroupSpecs", "f:headGroupSpec");
      if (!spec.workerGroups().isEmpty()) {
        Trees.set(there, GROUP + "numOfHosts", 1);
      }
      Trees.set(there, HEAD + "ports[0].protocol", "TCP");
      Trees.set(there, "metadata.labels.team", "vision");
      Trees.set(there, "metadata.annotations.note", "mine");
      Trees.set(there, "status.state", "ready");

      assertThat(drift(spec, there).changes()).isEmpty();
    }
  }

  @Test
  void whatTheAutoscalerMovesIsNoDrift() {
    Map<String, Object> there = applied(Specs.autoscaling());
    others(there, "f:workerGroupSpecs");
    Trees.set(there, GROUP + "replicas", 4);
    Trees.set(there, GROUP + "scaleStrategy", Map.of("workersToDelete", List.of("a", "b")));

    assertThat(drift(Specs.autoscaling(), there).changes()).isEmpty();
  }

  @Test
  void whatOnlyThePortalWroteIsNoDrift() {
    Map<String, Object> there = applied(Specs.fixed());
    managed(there, "rayport", Map.of("f:spec", Map.of("f:workerGroupSpecs", Map.of())));
    Trees.set(there, GROUP + "maxReplicas", 7);

    assertThat(drift(Specs.fixed(), there).changes()).isEmpty();
  }

  @Test
  void aChangedNumberHasItsManagerItsTimeAndIsAdopted() {
    Map<String, Object> there = applied(Specs.autoscaling());
    others(there, "f:workerGroupSpecs");
    Trees.set(there, GROUP + "maxReplicas", 6);

    Drift drift = drift(Specs.autoscaling(), there);

    assertThat(drift.changes())
        .containsExactly(
            new Drift.Change(
                "workerGroups.trainers.max", "4", "6", "kubectl-edit", Optional.of(T1), true));
    assertThat(drift.adopted().workerGroups().getFirst().max()).isEqualTo(6);
    assertThat(drift.adopted().workerGroups().getFirst())
        .usingRecursiveComparison()
        .ignoringFields("max")
        .isEqualTo(Specs.autoscaling().workerGroups().getFirst());
    assertThat(drift.adopted().head()).isEqualTo(Specs.autoscaling().head());
    assertThat(drift.adopted().platform()).isEqualTo(Specs.autoscaling().platform());
  }

  @Test
  void moreWorkersOfAFixedGroupAreOneChangeInOneWord() {
    Map<String, Object> there = applied(Specs.fixed());
    others(there, "f:workerGroupSpecs");
    for (String field : List.of("replicas", "minReplicas", "maxReplicas")) {
      Trees.set(there, GROUP + field, 3);
    }
    Drift drift = drift(Specs.fixed(), there);

    assertThat(drift.adopted().workers()).isEqualTo(3);
    assertThat(drift.changes()).allMatch(Drift.Change::adoptable);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "spec.rayVersion, 2.57.0, ray, true",
    "spec.suspend, true, suspended, true",
    "spec.autoscalerOptions.idleTimeoutSeconds, 30, autoscaler.idleTimeout, true",
    "spec.headGroupSpec.serviceType, NodePort, spec.headGroupSpec.serviceType, false",
    "spec.headGroupSpec.resources.CPU, 2, head.rayCpus, true",
    "spec.headGroupSpec.template.spec.nodeSelector.zone, c, head.nodeSelector, true",
    "spec.headGroupSpec.template.spec.priorityClassName, high,"
        + " spec.headGroupSpec.template.spec.priorityClassName, false",
    "spec.upgradeStrategy.type, Recreate, spec.upgradeStrategy, false",
  })
  void aFieldIsCalledAsTheSpecCallsIt(String path, String value, String field, boolean adoptable) {
    Map<String, Object> there = applied(Specs.autoscaling());
    others(there, "f:" + path.split("\\.")[1]);
    Object typed = value.equals("true") ? Boolean.TRUE : (Object) value;
    Trees.set(there, path, value.matches("[0-9]+") ? Integer.valueOf(value) : typed);

    assertThat(drift(Specs.autoscaling(), there).changes())
        .extracting(Drift.Change::field, Drift.Change::adoptable)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(field, adoptable));
  }

  @Test
  void amountsImagesAndVariablesAreReadFromTheContainer() {
    Map<String, Object> there = applied(Specs.fixed());
    others(there, "f:workerGroupSpecs", "f:headGroupSpec");
    Trees.set(there, WORKER + "resources.limits.memory", "8Gi");
    Trees.set(there, WORKER + "resources.requests.memory", "8Gi");
    Trees.set(there, HEAD + "resources.limits.memory", "4096Mi");

    Drift drift = drift(Specs.fixed(), there);

    assertThat(drift.changes())
        .extracting(Drift.Change::field, Drift.Change::wanted, Drift.Change::found)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("workerGroups.worker.memory", "4Gi", "8Gi"));
    assertThat(drift.adopted().workerGroups().getFirst().node().memory().text()).isEqualTo("8Gi");
  }

  @Test
  void theValueOfAVariableIsNotShown() {
    Map<String, Object> there = applied(Specs.everything());
    others(there, "f:headGroupSpec");
    Map<String, Object> variable = variable(there, "MODE");
    variable.put("value", "s3cr3t");

    assertThat(drift(Specs.everything(), there).changes())
        .extracting(Drift.Change::field, Drift.Change::found)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("env.MODE", "(hidden)"));
  }

  @Test
  void groupsThatCameAndWentAreAdopted() {
    Map<String, Object> there = applied(Specs.autoscaling());
    others(there, "f:workerGroupSpecs");
    List<Object> groups = groups(there);
    Map<String, Object> extra = Trees.mutable((Map<?, ?>) groups.get(1));
    extra.put("groupName", "extra");
    groups.set(1, extra);

    Drift drift = drift(Specs.autoscaling(), there);

    assertThat(drift.changes())
        .extracting(Drift.Change::field, Drift.Change::wanted, Drift.Change::found)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("workerGroups.loaders", "1 to 1 workers", ""),
            org.assertj.core.groups.Tuple.tuple("workerGroups.extra", "", "1 to 1 workers"));
    assertThat(drift.changes()).allMatch(Drift.Change::adoptable);
    assertThat(drift.adopted().workerGroups())
        .extracting(dev.rayport.backend.WorkerGroupSpec::name)
        .containsExactly("trainers", "extra");
  }

  @Test
  void anImageThatIsNotAllowedIsNotAdopted() {
    Map<String, Object> there = applied(Specs.fixed());
    others(there, "f:workerGroupSpecs", "f:headGroupSpec");
    Trees.set(there, HEAD + "image", "evil.example/ray:2.58.0");

    Drift drift = drift(Specs.fixed(), there);

    assertThat(drift.changes()).hasSize(1).noneMatch(Drift.Change::adoptable);
    assertThat(drift.adopted()).isEqualTo(Specs.fixed());
  }

  @Test
  void whatIsTakenAwayIsByWhoeverWroteLast() {
    Map<String, Object> there = applied(Specs.autoscaling());
    others(there, "f:nothing");
    Trees.set(there, "spec.authOptions", "-");

    assertThat(drift(Specs.autoscaling(), there).changes())
        .extracting(Drift.Change::field, Drift.Change::manager, Drift.Change::adoptable)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("spec.authOptions", "kubectl-edit", false));
  }

  @Test
  void othersFieldsAreFoundSoThatTheyCanBeTakenAway() {
    Map<String, Object> there = applied(Specs.fixed());
    Trees.set(there, "spec.headGroupSpec.serviceType", "NodePort");
    Trees.set(there, "spec.upgradeStrategy.type", "Recreate");

    assertThat(
            ClusterDrift.added(
                    Specs.manifest(Specs.fixed()).cluster(Replicas.LEFT_OUT, false), there)
                .stream()
                .map(Place::pointer))
        .containsExactlyInAnyOrder("/spec/headGroupSpec/serviceType", "/spec/upgradeStrategy");
  }

  private static Drift drift(ClusterSpec spec, Map<String, Object> there) {
    return new ClusterDrift(
            spec,
            other -> Specs.manifest(other).cluster(Replicas.LEFT_OUT, false),
            true,
            Specs.properties())
        .of(there);
  }

  private static Map<String, Object> applied(ClusterSpec spec) {
    return Trees.mutable(Specs.manifest(spec).marked(Replicas.ASKED, false));
  }

  /** Somebody else wrote these fields of the spec, among others. */
  private static void others(Map<String, Object> there, String... fields) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String field : fields) {
      all.put(field, Map.of());
    }
    managed(there, "kubectl-edit", Map.of("f:spec", all));
  }

  private static void managed(
      Map<String, Object> there, String manager, Map<String, Object> fields) {
    Map<String, Object> entry =
        Map.of("manager", manager, "time", T1.toString(), "fieldsV1", fields);
    Trees.set(there, "metadata.managedFields", new ArrayList<>(List.of(entry)));
  }

  @SuppressWarnings("unchecked")
  private static List<Object> groups(Map<String, Object> there) {
    return (List<Object>) ((Map<String, Object>) there.get("spec")).get("workerGroupSpecs");
  }

  private static Map<String, Object> variable(Map<String, Object> there, String name) {
    return Tree.of(there)
        .at("spec.headGroupSpec.template.spec")
        .list("containers")
        .getFirst()
        .list("env")
        .stream()
        .filter(variable -> variable.text("name").equals(name))
        .findFirst()
        .orElseThrow()
        .map();
  }
}
