package dev.rayport.cluster.ui;

import dev.rayport.ScreenTest;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

/** Screens of clusters, which run in memory. */
abstract class ClusterScreenTest extends ScreenTest {

  @Autowired ClusterService clusters;
  @Autowired FakeClusterBackend backend;

  ClusterScreenTest(String user, Role role) {
    super(user, role);
  }

  @Override
  protected void leaveNothing() {
    all().forEach(cluster -> clusters.delete(cluster.id()));
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> all().isEmpty());
    backend.reset();
  }

  List<ClusterSummary> all() {
    return clusters.list(ClusterQuery.all(), PageRequest.of(0, 50));
  }

  ClusterDetails ready(String name, String template) {
    ClusterDetails made =
        clusters.create(
            new CreateCluster(name, template, Map.of(), Map.of("project", "x"), Optional.empty()));
    return await(made, ClusterState.READY);
  }

  ClusterDetails await(ClusterDetails cluster, ClusterState state) {
    return await(cluster, details -> details.summary().state() == state);
  }

  ClusterDetails await(ClusterDetails cluster, Predicate<ClusterDetails> until) {
    return Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.get(cluster.id().value()), until);
  }
}
