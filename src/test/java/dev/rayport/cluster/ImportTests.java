package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.Quantity;
import dev.rayport.base.Refusal;
import dev.rayport.template.Stage;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

/** Clusters from documents of the platform. */
class ImportTests extends ClusterWorld {

  @Autowired ClusterImports imports;

  @BeforeEach
  void asLead() {
    backend.documents(new ImportedCluster("doc", Optional.of(spec()), List.of()));
    Acting.as(tenant, "lea", Role.LEAD);
  }

  @Test
  void itStartsFromWhatTheDocumentSaysWithOtherNumbersOfWorkers() {
    Map<String, Object> more =
        Map.of("workerGroups", List.of(Map.of("name", "w", "min", 2, "max", 2, "replicas", 2)));
    remember(imports.create(wish("doc", more)));

    ClusterDetails ready = await("doc", ClusterState.READY);
    assertThat(ready.summary().template()).isEqualTo("imported");
    assertThat(ready.summary().workersDesired()).isEqualTo(2);
    assertThat(ready.stopWhen().idle()).contains(Duration.ofHours(1));
    assertThat(ready.spec().orElseThrow().head()).isEqualTo(spec().head());
    service.suspend(ready.id());
    await("doc", ClusterState.SUSPENDED);
    service.resume(ready.id());
    await("doc", ClusterState.READY);
  }

  @Test
  void whatIsNotAllowedIsNamedWithItsLine() {
    Finding finding = new Finding(Kind.NOT_ALLOWED, "spec.x", 7, "Pods do not do that.");
    backend.documents(new ImportedCluster("doc", Optional.of(spec()), List.of(finding)));

    Refusal refusal = refusal(() -> imports.create(wish("doc", Map.of())));
    assertThat(refusal.code()).isEqualTo("not-importable");
    assertThat(refusal.detail())
        .isEqualTo(
            "Line 7, spec.x: Pods do not do that. Take it out of the document, or change it.");
    assertThat(imports.read("any").allowed()).isFalse();
  }

  @Test
  void namesFieldsAndSizesAreCheckedAsForAnyOther() {
    assertThat(refusal(() -> imports.create(wish("No Name", Map.of()))).errors())
        .extracting(dev.rayport.base.FieldError::field)
        .containsExactly("name");
    assertThat(refusal(() -> imports.create(wish("doc", Map.of("cpus", 1)))).errors())
        .extracting(dev.rayport.base.FieldError::field)
        .containsExactly("values.cpus");
    backend.answerFit(new Fit(Fit.Answer.NEVER, "image", "Images start with ray/ here."));
    assertThat(refusal(() -> imports.create(wish("doc", Map.of()))).code())
        .isEqualTo("does-not-fit");
    assertThat(backend.list()).isEmpty();
  }

  @Test
  void researchersReadDocumentsAndLeadsMakeClustersOfThem() {
    Acting.as(tenant, "ada", Role.RESEARCHER);
    assertThat(imports.read("any").name()).isEqualTo("doc");
    assertThatThrownBy(() -> imports.create(wish("doc", Map.of())))
        .isInstanceOf(AccessDeniedException.class);
  }

  private static ImportCluster wish(String name, Map<String, Object> values) {
    return new ImportCluster(
        name,
        Stage.TRAINING,
        "kind: RayCluster",
        values,
        Map.of(),
        Optional.of(
            new StopWhen(Optional.of(Duration.ofHours(1)), Optional.empty(), Optional.empty())));
  }

  private static ClusterSpec spec() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
    return new ClusterSpec(
        "2.58.0",
        node,
        List.of(new WorkerGroupSpec("w", node, 1, 1, 1, false, Map.of(), List.of())),
        Map.of());
  }
}
