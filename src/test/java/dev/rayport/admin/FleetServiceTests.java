package dev.rayport.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.PortalTest;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.cluster.OverseenQuery;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.AuditQuery;
import dev.rayport.tenant.AuditService;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.access.AccessDeniedException;

@PortalTest
class FleetServiceTests {

  private static final AtomicInteger RUN = new AtomicInteger();
  private static final String REASON = "idle 9 h, owner agreed";

  @Autowired private FleetService fleet;
  @Autowired private Notices notices;
  @Autowired private ClusterService clusters;
  @Autowired private AuditService audit;
  @Autowired private FakeClusterBackend backend;
  private String one = "";
  private String other = "";

  @BeforeEach
  void twoTenants() {
    backend.reset();
    one = "fleet-one-" + RUN.incrementAndGet();
    other = "fleet-other-" + RUN.get();
  }

  @AfterEach
  void leaveNothing() {
    for (String tenant : List.of(one, other)) {
      Acting.as(tenant, "root", Role.LEAD);
      clusters
          .list(ClusterQuery.all(), PageRequest.of(0, 50))
          .forEach(cluster -> clusters.delete(cluster.id()));
    }
    Acting.nobody();
  }

  @Test
  void anAdministratorStopsAClusterOfAnotherTenantAndItsOwnerReadsWhy() {
    String id = ready(one, "ada", "forgotten");
    ready(other, "bob", "busy");

    administrator();
    assertThat(fleet.living()).extracting(each -> each.summary().tenant()).contains(one, other);
    List<FleetOutcome> outcomes =
        fleet.act(order(List.of(id, "cl_nothing"), FleetAction.STOP, REASON));
    assertThat(outcomes.get(0).cluster()).isPresent();
    assertThat(outcomes.get(1).refusal().orElseThrow().kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(fleet.act(order(List.of(id), FleetAction.STOP, REASON)).getFirst().refusal())
        .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo("already-stopped"));

    Acting.as(one, "ada", Role.RESEARCHER);
    ClusterDetails stopped = await(id, ClusterState.STOPPED);
    assertThat(stopped.summary().reason()).isEqualTo("Stopped by admin: idle 9 h, owner agreed.");
    assertThat(stopped.summary().reasonCode()).isEqualTo("stopped-by-administrator");
    assertThat(clusters.events(stopped.id(), SliceRequest.first(50)).items())
        .anyMatch(event -> event.text().equals("admin asked to stop it: idle 9 h, owner agreed."));
    Notice notice = notices.mine().getFirst();
    assertThat(notice.words()).isEqualTo(REASON);
    assertThat(notice.actor()).isEqualTo("admin");

    Acting.as(one, "eve", Role.LEAD);
    assertThat(notices.mine()).isEmpty();
    assertThatThrownBy(() -> notices.dismiss(notice.id())).isInstanceOf(Refusal.class);
    assertThat(audit.slice(about(id), SliceRequest.first(50)).items())
        .anyMatch(entry ->
            entry.action().equals("cluster.stop")
                && entry.actor().equals("admin")
                && entry.detail().equals("forgotten: " + REASON));

    Acting.as(one, "ada", Role.RESEARCHER);
    notices.dismiss(notice.id());
    assertThat(notices.mine()).isEmpty();
  }

  @Test
  void ownersAreAskedAndClustersSuspendedOrExtended() {
    String id = ready(one, "ada", "asked");

    administrator();
    fleet.act(order(List.of(id), FleetAction.NOTIFY, " still\nneeded? "));
    Acting.as(one, "vera", Role.VIEWER);
    assertThat(notices.questions(List.of(id)).get(id).words()).isEqualTo("still needed?");
    assertThat(clusters.get(id).summary().state()).isEqualTo(ClusterState.READY);

    administrator();
    FleetOrder longer =
        new FleetOrder(List.of(id), FleetAction.EXTEND, "paper", Optional.of(Duration.ofHours(2)));
    assertThat(fleet.act(longer).getFirst().cluster()).isPresent();
    fleet.act(order(List.of(id), FleetAction.SUSPEND, "night."));
    Acting.as(one, "ada", Role.RESEARCHER);
    assertThat(await(id, ClusterState.SUSPENDED).summary().reason())
        .isEqualTo("Suspended by admin: night; resume it to go on.");
    assertThat(notices.mine()).hasSize(3);
  }

  @Test
  void anOrderSaysWhyAndForHowLong() {
    administrator();
    assertThatThrownBy(() -> fleet.act(order(List.of(), FleetAction.STOP, " ")))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.errors()).extracting("field").containsExactly("ids", "reason"));
    assertThatThrownBy(() -> fleet.act(order(List.of("x"), FleetAction.EXTEND, "because")))
        .hasMessageContaining("how much longer");
  }

  @Test
  void onlyAdministratorsSeeOthersClusters() {
    Acting.as(one, "eve", Role.LEAD);
    assertThatThrownBy(() -> fleet.living()).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> fleet.act(order(List.of("x"), FleetAction.STOP, "because")))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void listsAreFilteredByTenantOwnerAndWords() {
    ready(one, "ada", "alpha");
    ready(one, "bob", "beta");
    ready(other, "ada", "gamma");
    administrator();
    assertThat(names(Optional.of(one), "", "-createdAt")).containsExactly("beta", "alpha");
    assertThat(names(Optional.of(one), "ADA", "name")).containsExactly("alpha");
    assertThat(names(Optional.empty(), other, "name")).containsExactly("gamma");
    assertThat(names(Optional.of(one), "", "-cost")).containsExactlyInAnyOrder("alpha", "beta");
    assertThat(names(Optional.of(one), "bob", "-waste")).containsExactly("beta");
  }

  private List<String> names(Optional<String> tenant, String text, String sort) {
    ClusterQuery all = ClusterQuery.all();
    OverseenQuery query =
        new OverseenQuery(
            new ClusterQuery(
                all.states(),
                all.stage(),
                all.owner(),
                all.template(),
                text,
                all.createdAfter(),
                all.createdBefore()),
            tenant,
            Optional.empty());
    return fleet
        .slice(query, new SliceRequest(50, Optional.empty(), Optional.of(sort)))
        .items()
        .stream()
        .map(each -> each.summary().name())
        .toList();
  }

  private static FleetOrder order(List<String> ids, FleetAction action, String reason) {
    return new FleetOrder(ids, action, reason, Optional.empty());
  }

  private static AuditQuery about(String object) {
    return new AuditQuery(
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(object),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void administrator() {
    Acting.as("default", "admin", Role.ADMINISTRATOR);
  }

  private String ready(String tenant, String owner, String name) {
    Acting.as(tenant, owner, Role.RESEARCHER);
    CreateCluster wish =
        new CreateCluster(name, "cpu-small", Map.of(), Map.of("project", "x"), Optional.empty());
    String id = clusters.create(wish).id().value();
    await(id, ClusterState.READY);
    return id;
  }

  private ClusterDetails await(String id, ClusterState state) {
    return Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.get(id), details -> details.summary().state() == state);
  }
}
