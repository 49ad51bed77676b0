package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.backend.NodeSpec;
import dev.rayport.base.Quantity;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What a killed portal left behind at each point is adopted or finished by the next one. */
@PortalTest
class CrashTests {

  private static final ClusterSpec SPEC =
      new ClusterSpec(
          "2.58.0",
          new NodeSpec(
              Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of()),
          List.of(),
          Map.of());
  private static int run;

  @Autowired private ClusterRepository rows;
  @Autowired private ClusterStartRepository starts;
  @Autowired private ClusterSweep sweep;
  @Autowired private ClusterJson json;
  @Autowired private FakeClusterBackend backend;
  @Autowired private TransactionTemplate transaction;

  @BeforeEach
  @AfterEach
  void emptyBackend() {
    backend.reset();
  }

  @Test
  void afterTheRowItIsStarted() {
    String id = left(cluster -> {});
    sweep.run();
    await(id, ClusterState.READY);
    assertThat(backend.list()).hasSize(1);
  }

  @Test
  void afterThePromiseItIsStarted() {
    String id = left(CrashTests::starting);
    sweep.run();
    await(id, ClusterState.READY);
  }

  @Test
  void afterTheApplyItIsAdoptedAndNotStartedTwice() {
    String id = left(CrashTests::starting);
    backend.apply(rows.findById(id).orElseThrow().key(), SPEC);
    sweep.run();
    await(id, ClusterState.READY);
    assertThat(backend.list()).hasSize(1);
    assertThat(rows.findById(id).orElseThrow().startNumber).isEqualTo(1);
  }

  @Test
  void afterTheWishToStopItIsStopped() {
    String id =
        left(cluster -> {
          starting(cluster);
          cluster.state = ClusterState.READY;
          cluster.wantStopped("Stopped by ada.", "stopped-by-user");
        });
    backend.apply(rows.findById(id).orElseThrow().key(), SPEC);
    sweep.run();
    await(id, ClusterState.STOPPED);
    assertThat(backend.list()).isEmpty();
  }

  @Test
  void afterTheStopItIsStopped() {
    String id =
        left(cluster -> {
          starting(cluster);
          cluster.state = ClusterState.STOPPING;
          cluster.wantStopped("Stopped by ada.", "stopped-by-user");
        });
    sweep.run();
    await(id, ClusterState.STOPPED);
    assertThat(rows.findById(id).orElseThrow().livingName).isNull();
  }

  @Test
  void amidARestartItStartsAgain() {
    String id =
        left(cluster -> {
          starting(cluster);
          cluster.state = ClusterState.STOPPING;
        });
    sweep.run();
    await(id, ClusterState.READY);
    assertThat(rows.findById(id).orElseThrow().startNumber).isEqualTo(2);
  }

  @Test
  void whatEndedWithThePortalIsStopped() {
    String id = left(CrashTests::endedWithPortal);
    sweep.run();
    await(id, ClusterState.STOPPED);
    ClusterEntity cluster = rows.findById(id).orElseThrow();
    assertThat(cluster.reason).isEqualTo("Stopped with the portal.");
    assertThat(cluster.desired).isEqualTo(Desired.STOPPED);
  }

  @Test
  void whatThePortalKeptIsAdopted() {
    String id = left(CrashTests::endedWithPortal);
    backend.apply(rows.findById(id).orElseThrow().key(), SPEC);
    sweep.run();
    Awaitility.await()
        .untilAsserted(() -> assertThat(rows.findById(id).orElseThrow().portalEnded).isFalse());
    assertThat(rows.findById(id).orElseThrow().state).isEqualTo(ClusterState.READY);
  }

  @Test
  void anIdleOneStopsByItsRule() {
    String id =
        left(cluster -> {
          endedWithPortal(cluster);
          cluster.times.readyAt = Instant.now().minusSeconds(60);
          cluster.times.idleSeconds = 30L;
        });
    backend.apply(rows.findById(id).orElseThrow().key(), SPEC);
    sweep.run();
    await(id, ClusterState.STOPPED);
    assertThat(rows.findById(id).orElseThrow().reason)
        .isEqualTo("No job or driver was active for 30 s.");
  }

  private static void starting(ClusterEntity cluster) {
    cluster.state = ClusterState.STARTING;
    cluster.times.started(Instant.now());
  }

  private static void endedWithPortal(ClusterEntity cluster) {
    starting(cluster);
    cluster.state = ClusterState.READY;
    cluster.portalEnded = true;
  }

  private String left(Consumer<ClusterEntity> as) {
    CurrentUser ada =
        new CurrentUser("ac_ada", "ada", new TenantId("crash-" + ++run), Role.RESEARCHER);
    ClusterEntity cluster = new ClusterEntity(ada, "left", Stage.TRAINING, Instant.now());
    cluster.templateName = "cpu-small";
    cluster.templateVersion = 1;
    cluster.spec = json.write(SPEC);
    as.accept(cluster);
    transaction.executeWithoutResult(status -> {
      rows.saveAndFlush(cluster);
      if (cluster.times.startedAt != null) {
        starts.save(new ClusterStart(cluster));
      }
    });
    return cluster.id;
  }

  private void await(String id, ClusterState state) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rows.findById(id).orElseThrow().state == state);
  }
}
