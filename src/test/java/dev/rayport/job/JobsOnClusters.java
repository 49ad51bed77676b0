package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Jobs and the clusters under them, each test in a tenant of its own. */
@PortalTest
abstract class JobsOnClusters {

  private static final AtomicInteger RUN = new AtomicInteger();

  @Autowired ClusterService clusters;
  @Autowired JobService jobs;
  @Autowired FakeClusterBackend backend;
  private final List<ClusterId> made = new ArrayList<>();
  String tenant = "";

  @BeforeEach
  void signIn() {
    backend.reset();
    tenant = "works-" + RUN.incrementAndGet();
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @AfterEach
  void stopAll() {
    backend.reset();
    made.forEach(clusters::delete);
    made.forEach(id -> reaches(id, ClusterState.STOPPED));
    Acting.nobody();
  }

  ClusterId create(String name) {
    ClusterId id =
        clusters
            .create(new CreateCluster(name, "cpu-small", Map.of(), Map.of(), Optional.empty()))
            .id();
    made.add(id);
    return id;
  }

  ClusterId ready(String name) {
    ClusterId id = create(name);
    reaches(id, ClusterState.READY);
    return id;
  }

  JobDetails submit(String cluster, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cluster", cluster);
    body.put("entrypoint", "python main.py");
    body.putAll(more);
    return jobs.submit(SubmitJob.of(body));
  }

  JobDetails fresh(String name, String template) {
    JobDetails job =
        jobs.submit(
            SubmitJob.of(
                Map.of(
                    "name",
                    name,
                    "newCluster",
                    Map.of("template", template),
                    "entrypoint",
                    "python main.py")));
    synchronized (made) {
      made.add(new ClusterId(job.summary().clusterId().orElseThrow()));
    }
    return job;
  }

  void runs(ClusterId cluster, JobId job) {
    soon(() -> assertThat(backend.ray(key(cluster)).submissions()).contains(job + "-1"));
    backend.ray(key(cluster)).run(job + "-1");
    reaches(job, JobState.RUNNING);
  }

  ClusterKey key(ClusterId id) {
    return new ClusterKey(id.value(), tenant, "training", "");
  }

  void reaches(ClusterId id, ClusterState state) {
    soon(() -> assertThat(clusters.get(id.value()).summary().state()).isEqualTo(state));
  }

  void reaches(JobId id, JobState state) {
    soon(() -> assertThat(jobs.get(id).summary().state()).isEqualTo(state));
  }

  static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
