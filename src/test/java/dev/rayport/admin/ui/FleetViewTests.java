package dev.rayport.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.ScreenTest;
import dev.rayport.admin.BannerTone;
import dev.rayport.admin.Banners;
import dev.rayport.admin.NewBanner;
import dev.rayport.admin.PageBanner;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.access.AccessDeniedException;

class FleetViewTests extends ScreenTest {

  @Autowired private ClusterService clusters;
  @Autowired private Banners banners;
  @Autowired private FakeClusterBackend backend;

  FleetViewTests() {
    super("chief", Role.ADMINISTRATOR);
  }

  @Override
  protected void leaveNothing() {
    Acting.as(tenant(), "chief", Role.ADMINISTRATOR);
    clusters
        .list(ClusterQuery.all(), PageRequest.of(0, 50))
        .forEach(cluster -> clusters.delete(cluster.id()));
    backend.reset();
  }

  @Test
  void clustersOfATenantAreStoppedTogetherWithAReason() {
    ready("old");
    ready("older");
    UI.getCurrent().navigate("admin", QueryParameters.of("q", "tenant:" + tenant()));
    FleetGrid grid = find(FleetGrid.class).single();
    assertThat(grid.getLazyDataView().getItem(0).label()).isEqualTo(tenant());
    assertThat(text()).contains("CPUs allocated").doesNotContain("Cost per day");

    grid.select(grid.getLazyDataView().getItem(1));
    grid.select(grid.getLazyDataView().getItem(2));
    assertThat(grid.getSelectedItems()).anyMatch(FleetRow::isHead);
    test(find(Button.class).withText("Stop with reason…").single()).click();
    test(find(Button.class).withText("Stop 2 clusters").single()).click();
    TextArea reason = find(TextArea.class).single();
    assertThat(reason.isInvalid()).isTrue();
    test(reason).setValue("the machine moves");
    test(find(Button.class).withText("Stop 2 clusters").single()).click();
    ClusterDetails stopped = await("old", ClusterState.STOPPED);
    assertThat(stopped.summary().reason()).isEqualTo("Stopped by chief: the machine moves.");
  }

  @Test
  void whatTheFilterTookAwayDoesNotComeBackIntoTheSelection() {
    ready("kept");
    ready("gone");
    UI.getCurrent().navigate("admin", QueryParameters.of("q", "tenant:" + tenant()));
    FleetGrid grid = find(FleetGrid.class).single();
    grid.getLazyDataView().getItems().filter(row -> names(row, "gone")).forEach(grid::select);
    UI.getCurrent().navigate("admin", QueryParameters.of("q", "tenant:" + tenant() + " kept"));
    grid = find(FleetGrid.class).single();
    grid.getLazyDataView().getItems().filter(row -> names(row, "kept")).forEach(grid::select);
    assertThat(grid.getSelectedItems()).noneMatch(row -> names(row, "gone"));
  }

  private static boolean names(FleetRow row, String name) {
    return row.cluster().filter(each -> each.summary().name().equals(name)).isPresent();
  }

  @Test
  void aMessageIsShownToItsTenantUntilItIsPutAway() {
    UI.getCurrent().navigate("admin");
    banners.set(
        new NewBanner(
            "Upgrade <b>at noon</b>", BannerTone.WARNING, Optional.empty(), List.of("default")));
    assertThat(banners.mine()).isEmpty();
    Acting.as("default", "reader", Role.VIEWER);
    PageBanner read = banners.mine().orElseThrow();
    assertThat(read.text()).isEqualTo("Upgrade <b>at noon</b>");
    banners.dismiss(read.edition());
    assertThat(banners.mine()).isEmpty();

    Acting.as("default", "chief", Role.ADMINISTRATOR);
    banners.set(
        new NewBanner("Upgrade is over", BannerTone.INFO, Optional.empty(), List.of("default")));
    Acting.as("default", "reader", Role.VIEWER);
    assertThat(banners.mine().orElseThrow().text()).isEqualTo("Upgrade is over");
    assertThatThrownBy(() -> banners.remove()).isInstanceOf(AccessDeniedException.class);
    Acting.as("default", "chief", Role.ADMINISTRATOR);
    banners.remove();
    assertThat(banners.get()).isEmpty();
  }

  @Test
  void aMessageIsCheckedFieldByField() {
    assertThatThrownBy(() ->
            banners.set(
                new NewBanner(
                    " ",
                    BannerTone.INFO,
                    Optional.of(Instant.now().minusSeconds(1)),
                    List.of("nowhere"))))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.errors())
                    .extracting("field")
                    .containsExactly("text", "endsAt", "tenants"));
  }

  private void ready(String name) {
    CreateCluster wish =
        new CreateCluster(name, "cpu-small", Map.of(), Map.of("project", "x"), Optional.empty());
    clusters.create(wish);
    await(name, ClusterState.READY);
  }

  private ClusterDetails await(String name, ClusterState state) {
    return Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                clusters.list(ClusterQuery.all(), PageRequest.of(0, 50)).stream()
                    .filter(each -> each.name().equals(name))
                    .map(each -> clusters.get(each.id().value()))
                    .findFirst()
                    .orElseThrow(),
            details -> details.summary().state() == state);
  }
}
