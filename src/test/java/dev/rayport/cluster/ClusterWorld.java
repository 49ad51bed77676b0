package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Clusters in memory under the whole portal, each test in a tenant of its own. */
@PortalTest
abstract class ClusterWorld {

  private static final AtomicInteger RUN = new AtomicInteger();

  @Autowired ClusterService service;
  @Autowired ClusterAccess access;
  @Autowired ClusterRepository rows;
  @Autowired ClusterSweep sweep;
  @Autowired FakeClusterBackend backend;
  @Autowired ChangeFeed feed;

  private final List<String> made = new ArrayList<>();
  String tenant = "";

  /** In the test's own thread, which is the one that is signed in. */
  static ConditionFactory eventually() {
    return Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(20));
  }

  @BeforeEach
  void signIn() {
    backend.reset();
    tenant = "lab-" + RUN.incrementAndGet();
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @AfterEach
  void stopAll() {
    Acting.as(tenant, "root", Role.ADMINISTRATOR);
    backend.reset();
    for (String id : made) {
      service.delete(new ClusterId(id));
    }
    eventually()
        .untilAsserted(
            () -> assertThat(made).allMatch(id -> rows.findById(id).orElseThrow().deleted));
    Acting.nobody();
  }

  ClusterDetails create(String name) {
    return create(wish(name, "cpu-small", Optional.empty()));
  }

  ClusterDetails create(CreateCluster wish) {
    return remember(service.create(wish));
  }

  /** Deletes it at the end. */
  ClusterDetails remember(ClusterDetails created) {
    if (created.summary().tenant().equals(tenant)) {
      synchronized (made) {
        made.add(created.id().value());
      }
    }
    return created;
  }

  static CreateCluster wish(String name, String template, Optional<StopWhen> stopWhen) {
    return new CreateCluster(name, template, Map.of(), Map.of("project", "x"), stopWhen);
  }

  ClusterDetails ready(String name) {
    create(name);
    return await(name, ClusterState.READY);
  }

  ClusterDetails await(String name, ClusterState state) {
    return eventually()
        .until(() -> service.get(name), details -> details.summary().state() == state);
  }

  ClusterDetails awaitId(ClusterId id, ClusterState state) {
    return await(id.value(), state);
  }

  void awaitReason(String name, String reason) {
    eventually()
        .untilAsserted(() -> assertThat(service.get(name).summary().reason()).isEqualTo(reason));
  }

  void awaitCondition(String name, Optional<Condition> condition) {
    eventually()
        .untilAsserted(
            () -> assertThat(service.get(name).summary().condition()).isEqualTo(condition));
  }

  ClusterKey key(ClusterDetails cluster) {
    return rows.findById(cluster.id().value()).orElseThrow().key();
  }

  static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Refusal.class, call);
  }
}
