package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.PortalTest;
import dev.rayport.TabStorage;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.base.ui.Draft;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

@PortalTest
class ClusterViewsTests extends SpringBrowserlessTest {

  private static int run;

  @Autowired private ClusterService clusters;
  @Autowired private FakeClusterBackend backend;

  private String tenant = "";

  @Override
  @BeforeEach
  protected void initVaadinEnvironment() {
    tenant = "views-" + ++run;
    Acting.as(tenant, "ada", Role.RESEARCHER);
    super.initVaadinEnvironment();
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @AfterEach
  @Override
  protected void cleanVaadinEnvironment() {
    all().forEach(cluster -> clusters.delete(cluster.id()));
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> all().isEmpty());
    super.cleanVaadinEnvironment();
    backend.reset();
    Acting.nobody();
  }

  private static void open(String place, String parameter, String value) {
    UI.getCurrent().navigate(place, QueryParameters.of(parameter, value));
  }

  private List<ClusterSummary> all() {
    return clusters.list(ClusterQuery.all(), PageRequest.of(0, 50));
  }

  private ClusterDetails ready(String name) {
    return ready(name, "cpu-small");
  }

  private ClusterDetails ready(String name, String template) {
    clusters.create(
        new CreateCluster(name, template, Map.of(), Map.of("project", "x"), Optional.empty()));
    return Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.get(name), found -> found.summary().state() == ClusterState.READY);
  }

  private String text() {
    return getCurrentView().getElement().getTextRecursively();
  }

  @Test
  void withoutClustersTheListSaysWhatToDo() {
    navigate(ClusterListView.class);

    assertThat(find(EmptyState.class).single().getElement().getTextRecursively())
        .contains("No clusters yet", "New cluster");
  }

  @Test
  void defaultsNeedNoTyping() {
    open("clusters/new", "template", "cpu-small");

    test(find(Button.class).withText("Create cluster").single()).click();

    assertThat(getCurrentView()).isInstanceOf(ClusterOverviewView.class);
    assertThat(all()).extracting(ClusterSummary::name).containsExactly("cpu-small-1");
  }

  @Test
  void aValueOverItsRangeIsRefusedBesideItsField() {
    open("clusters/new", "template", "train-cpu");
    IntegerField workers =
        find(IntegerField.class).all().stream()
            .filter(field -> "Workers".equals(field.getLabel()))
            .findFirst()
            .orElseThrow();

    workers.setValue(96);

    assertThat(workers.isInvalid()).isTrue();
    assertThat(workers.getErrorMessage()).contains("96 is over the limit");
    assertThat(text()).contains("1 field needs a change");
    test(find(Button.class).withText("Create cluster").single()).click();
    assertThat(all()).isEmpty();
  }

  @Test
  void aNameThatIsTakenIsSaidBesideTheName() {
    ready("mine");
    open("clusters/new", "template", "cpu-small");
    TextField name = find(TextField.class).all().getFirst();
    name.setValue("mine");

    test(find(Button.class).withText("Create cluster").single()).click();

    assertThat(name.getErrorMessage()).contains("in use");
  }

  @Test
  void whatAClusterWasMadeFromCanBeDuplicated() {
    ClusterDetails made = ready("vit-1");

    open("clusters/new", "from", made.id().value());

    assertThat(find(TextField.class).all())
        .extracting(TextField::getValue)
        .contains("vit-2", "project=x");
  }

  @Test
  void aNameInTheAddressLeadsToTheCluster() {
    ready("by-name");

    navigate("clusters/by-name", ClusterOverviewView.class);

    assertThat(find(ClusterHead.class).single().getElement().getTextRecursively())
        .contains("by-name", "Ready", "training");
    assertThat(text()).contains("Start-up", "Ready in", "Nodes");
  }

  @Test
  void thePartsOfThePageShowEventsAndSpec() {
    ClusterDetails made = ready("parts");

    navigate("clusters/%s/events".formatted(made.id()), ClusterEventsView.class);
    assertThat(text()).contains("Created by ada from cpu-small@");

    navigate("clusters/%s/spec".formatted(made.id()), ClusterSpecView.class);
    assertThat(text()).contains("project");
  }

  @Test
  void stoppingAsksFirst() {
    ClusterDetails made = ready("asked");
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
    ClusterDetails made = ready("rested");
    clusters.suspend(made.id());
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.get("rested").summary().state() == ClusterState.SUSPENDED);

    navigate("clusters/" + made.id(), ClusterOverviewView.class);
    assertThat(find(ClusterHead.class).single().getElement().getTextRecursively())
        .contains("Suspended");
    test(find(Button.class).withText("Resume").single()).click();

    assertThat(clusters.get("rested").summary().desired()).isEqualTo(Desired.RUNNING);
  }

  @Test
  void thePageSaysWhyAClusterStopped() {
    ClusterDetails made = ready("ended");
    clusters.stop(made.id());
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.get(made.id().value()).summary().state() == ClusterState.STOPPED);

    navigate("clusters/" + made.id(), ClusterOverviewView.class);

    assertThat(find(ReasonBanner.class).single().getElement().getTextRecursively())
        .contains("Stopped by ada.");
  }

  @Test
  void aDurationIsRefusedInTheWordsOfTheForm() {
    open("clusters/new", "template", "train-cpu");
    TextField idle =
        find(TextField.class).all().stream()
            .filter(field -> field.getLabel() != null && field.getLabel().contains("idle"))
            .findFirst()
            .orElseThrow();

    idle.setValue("a while");

    assertThat(idle.getErrorMessage()).contains("write it like 30m, 2h or 1d");
  }

  @Test
  void whatWasTypedForAClusterComesBack() {
    TabStorage tab = new TabStorage();
    open("clusters/new", "template", "train-cpu");
    tab.answer();
    test(labelled("Labels")).setValue("project=vit, nonsense");
    workers().setValue(96);
    test(labelled("At the latest after")).setValue("soon");
    tab.answer();

    UI.getCurrent().navigate("clusters");
    open("clusters/new", "template", "train-cpu");
    tab.answer();

    assertThat(labelled("Labels").getValue()).isEqualTo("project=vit, nonsense");
    assertThat(workers().getValue()).isEqualTo(96);
    assertThat(labelled("At the latest after").getValue()).isEqualTo("soon");
    assertThat(find(Draft.class).single().getElement().getTextRecursively())
        .contains("Draft restored");

    test(find(Button.class).withText("Discard").all().getLast()).click();
    tab.answer();
    assertThat(tab.items()).isEmpty();
  }

  private TextField labelled(String label) {
    return find(TextField.class).withLabel(label).single();
  }

  private IntegerField workers() {
    return find(IntegerField.class).withLabel("Workers").single();
  }

  @Test
  void onlyAdministratorsAreToldWhatToKnowOfTheBackend() {
    backend.notices(List.of("Jobs run with the portal's rights."));

    UI.getCurrent().navigate("");
    assertThat(text()).doesNotContain("the portal's rights");

    Acting.as(tenant, "root", Role.ADMINISTRATOR);
    UI.getCurrent().navigate("clusters");
    UI.getCurrent().navigate("");
    assertThat(text()).contains("Where clusters run", "Jobs run with the portal's rights.");
  }

  @Test
  void theListIsFilteredByItsAddress() {
    ready("found");

    open("clusters", "q", "foun");
    assertThat(find(ClusterGrid.class).single().getLazyDataView().getItem(0).cluster().name())
        .isEqualTo("found");

    open("clusters", "q", "state:failed foun");
    assertThat(text())
        .contains("No cluster matches these filters", "Remove “state: failed” (1 match)");
  }
}
