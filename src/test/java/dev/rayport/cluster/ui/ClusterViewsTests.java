package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.PortalTest;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

@PortalTest
class ClusterViewsTests extends ClusterScreenTest {

  ClusterViewsTests() {
    super("ada", Role.RESEARCHER);
  }

  private static void open(String value) {
    UI.getCurrent().navigate("clusters", QueryParameters.of("q", value));
  }

  @Test
  void withoutClustersTheListSaysWhatToDo() {
    navigate(ClusterListView.class);

    assertThat(find(EmptyState.class).single().getElement().getTextRecursively())
        .contains("No clusters yet", "New cluster");
  }

  @Test
  void aNameInTheAddressLeadsToTheCluster() {
    ready("by-name", "cpu-small");

    navigate("clusters/by-name", ClusterOverviewView.class);

    assertThat(find(ClusterHead.class).single().getElement().getTextRecursively())
        .contains("by-name", "Ready", "training");
    assertThat(text()).contains("Start-up", "Ready in", "Nodes");
  }

  @Test
  void thePartsOfThePageShowEventsAndSpec() {
    ClusterDetails made = ready("parts", "cpu-small");

    navigate("clusters/%s/events".formatted(made.id()), ClusterEventsView.class);
    assertThat(text()).contains("Created by ada from cpu-small@");

    navigate("clusters/%s/spec".formatted(made.id()), ClusterSpecView.class);
    assertThat(text()).contains("project");
  }

  @Test
  void stoppingAsksFirst() {
    ClusterDetails made = ready("asked", "cpu-small");
    navigate("clusters/" + made.id(), ClusterOverviewView.class);

    test(find(Button.class).withText("Stop…").single()).click();
    assertThat(clusters.get("asked").summary().desired()).isEqualTo(Desired.RUNNING);

    assertThat(find(Dialog.class).single().getHeaderTitle()).isEqualTo("Stop cluster asked?");
    test(find(Button.class).withText("Stop cluster").single()).click();
    assertThat(clusters.get(made.id().value()).summary().desired()).isEqualTo(Desired.STOPPED);
  }

  @Test
  void anEditSaysWhatItDoesAndThenDoesIt() {
    ClusterDetails made = ready("edited", "train-cpu");
    navigate("clusters/" + made.id(), ClusterOverviewView.class);

    test(find(Button.class).withText("Edit…").single()).click();
    Dialog dialog = find(Dialog.class).single();
    Button save = find(Button.class).withText("Save changes").single();
    assertThat(save.isEnabled()).isFalse();
    number("CPUs per worker").setValue(2);
    assertThat(find(EditChanges.class).single().getElement().getTextRecursively())
        .contains("workerGroups.worker.cpus: 1 → 2", "Suspend “edited”");
    assertThat(save.isEnabled()).isFalse();
    number("CPUs per worker").setValue(1);
    number("Workers").setValue(3);
    assertThat(find(EditChanges.class).single().getElement().getTextRecursively())
        .contains("workerGroups.worker.max: 1 → 3", "at once, jobs go on");
    test(save).click();

    assertThat(dialog.isOpened()).isFalse();
    assertThat(clusters.get("edited").spec().orElseThrow().workers()).isEqualTo(3);
  }

  private IntegerField number(String label) {
    return find(IntegerField.class).all().stream()
        .filter(field -> label.equals(field.getLabel()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aClusterIsPutToRestAndComesBack() {
    ClusterDetails made = ready("rested", "cpu-small");
    clusters.suspend(made.id());
    await(made, ClusterState.SUSPENDED);

    navigate("clusters/" + made.id(), ClusterOverviewView.class);
    assertThat(find(ClusterHead.class).single().getElement().getTextRecursively())
        .contains("Suspended");
    test(find(Button.class).withText("Resume").single()).click();

    assertThat(clusters.get("rested").summary().desired()).isEqualTo(Desired.RUNNING);
  }

  @Test
  void thePageSaysWhyAClusterStopped() {
    ClusterDetails made = ready("ended", "cpu-small");
    clusters.stop(made.id());
    await(made, ClusterState.STOPPED);

    navigate("clusters/" + made.id(), ClusterOverviewView.class);

    assertThat(find(ReasonBanner.class).single().getElement().getTextRecursively())
        .contains("Stopped by ada.");
  }

  @Test
  void onlyAdministratorsAreToldWhatToKnowOfTheBackend() {
    backend.notices(List.of("Jobs run with the portal's rights."));

    UI.getCurrent().navigate("");
    assertThat(text()).doesNotContain("the portal's rights");

    Acting.as(tenant(), "root", Role.ADMINISTRATOR);
    UI.getCurrent().navigate("clusters");
    UI.getCurrent().navigate("");
    assertThat(text()).contains("Where clusters run", "Jobs run with the portal's rights.");
  }

  @Test
  void theListIsFilteredByItsAddress() {
    ready("found", "cpu-small");

    open("foun");
    assertThat(find(ClusterGrid.class).single().getLazyDataView().getItem(0).cluster().name())
        .isEqualTo("found");

    open("state:failed foun");
    assertThat(text())
        .contains("No cluster matches these filters", "Remove “state: failed” (1 match)");
  }
}
