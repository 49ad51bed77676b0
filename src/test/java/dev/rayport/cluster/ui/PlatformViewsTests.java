package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.Quantity;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.tenant.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Screens of what others do on the platform, and of documents. */
@PortalTest
class PlatformViewsTests extends ClusterScreenTest {

  PlatformViewsTests() {
    super("lea", Role.LEAD);
  }

  @Test
  void aLinkOpensTheEditOfAClusterWithValuesOfItsOwn() {
    ClusterDetails cluster = ready("linked", "train-cpu");

    UI.getCurrent().navigate("clusters/" + cluster.id(), QueryParameters.of("do", "edit"));

    assertThat(find(Dialog.class).single().getHeaderTitle()).isEqualTo("Edit cluster linked");
    assertThat(find(EditChanges.class).single().getElement().getTextRecursively())
        .contains("Nothing yet");
  }

  @Test
  void whatOthersChangedIsOnThePageAndPutBackFromThere() {
    ClusterDetails cluster = ready("drifty", "train-cpu");
    Drift.Change port =
        new Drift.Change(
            "workerGroups.worker.max", "2", "5", "kubectl-edit", Optional.of(Instant.now()), true);
    backend.drift(backend.list().getFirst(), List.of(port), UnaryOperator.identity());
    await(cluster, details -> !details.drift().isEmpty());

    UI.getCurrent().navigate("clusters/" + cluster.id());
    assertThat(find(DriftBanner.class).single().getElement().getTextRecursively())
        .contains("Changed outside of Rayport", "Group worker: most workers", "kubectl-edit");
    test(find(Button.class).withText("Put back").single()).click();
    await(cluster, details -> details.drift().isEmpty());
  }

  @Test
  void aDocumentBecomesADraftAndThenACluster() {
    Finding left = new Finding(Kind.NOT_CARRIED, "metadata.labels.team", 5, "Rayport sets it.");
    backend.documents(new ImportedCluster("doc", Optional.of(spec()), List.of(left)));
    navigate(ImportClusterView.class);

    find(TextArea.class).single().setValue("kind: RayCluster");

    assertThat(find(FindingList.class).single().getElement().getTextRecursively())
        .contains("1 line left out", "Line 5", "metadata.labels.team", "Rayport sets it.");
    test(find(Button.class).withText("Create cluster").single()).click();
    assertThat(all()).extracting(ClusterSummary::template).containsExactly("imported");
  }

  @Test
  void whatIsNotAllowedInADocumentIsNotMade() {
    Finding refused = new Finding(Kind.NOT_ALLOWED, "spec.x", 3, "Pods do not do that.");
    backend.documents(new ImportedCluster("doc", Optional.of(spec()), List.of(refused)));
    navigate(ImportClusterView.class);
    find(TextArea.class).single().setValue("kind: RayCluster");

    assertThat(find(FindingList.class).single().getElement().getTextRecursively())
        .contains("1 line is not allowed: take them out", "Pods do not do that.");
    assertThat(find(Button.class).withText("Create cluster").single().isEnabled()).isFalse();
  }

  @Test
  void whileThePlatformIsSilentItsClustersCannotBeListed() {
    backend.down(true);

    navigate(ForeignClustersView.class);

    assertThat(find(EmptyState.class).single().getElement().getTextRecursively())
        .contains("The backend does not answer", "Look again when it does.");
    backend.down(false);
  }

  @Test
  void aClusterOfOthersIsShownAndMarked() {
    backend.others(
        List.of("theirs"), new TakeOver(spec(), List.of("It belongs to RayJob x."), List.of()));
    navigate(ForeignClustersView.class);
    test(find(Button.class).withText("Adopt…").single()).click();
    assertThat(find(Dialog.class).single().getElement().getTextRecursively())
        .contains("never writes to it", "It belongs to RayJob x.");

    test(find(Button.class).withText("Adopt cluster").single()).click();

    assertThat(getCurrentView()).isInstanceOf(ClusterOverviewView.class);
    assertThat(find(ClusterHead.class).single().getElement().getTextRecursively())
        .contains("theirs", "read-only");
    assertThat(find(Button.class).all())
        .extracting(Button::getText)
        .doesNotContain("Submit job", "Stop…", "Edit…");
  }

  private static ClusterSpec spec() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
    return new ClusterSpec("2.58.0", node, List.of(), Map.of());
  }
}
