package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterWork;
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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Jobs and the clusters under them, when both are moved at once. */
@PortalTest
class JobsOnClusterTests {

  private static final AtomicInteger RUN = new AtomicInteger();

  @Autowired private ClusterService clusters;
  @Autowired private JobService jobs;
  @Autowired private FakeClusterBackend backend;
  private final List<ClusterId> made = new ArrayList<>();
  private String tenant = "";

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

  @Test
  void whoStopsAClusterIsToldWhatEndsWithIt() {
    ClusterId cluster = ready("busy");
    JobId ends = submit("busy", Map.of("name", "over")).id();
    runs(cluster, ends);
    backend.ray(key(cluster)).end(ends + "-1", dev.rayport.backend.RayJob.Status.SUCCEEDED, 0);
    reaches(ends, JobState.SUCCEEDED);
    JobId runs = submit("busy", Map.of("name", "train")).id();
    runs(cluster, runs);

    assertThat(clusters.work(cluster))
        .containsExactly(new ClusterWork.Item("train", "running", "ada", "jobs/" + runs));
    Acting.as(tenant + "x", "eve", Role.LEAD);
    assertThat(catchThrowableOfType(Refusal.class, () -> clusters.work(cluster)).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  private ClusterId create(String name) {
    ClusterId id =
        clusters
            .create(new CreateCluster(name, "cpu-small", Map.of(), Map.of(), Optional.empty()))
            .id();
    made.add(id);
    return id;
  }

  private ClusterId ready(String name) {
    ClusterId id = create(name);
    reaches(id, ClusterState.READY);
    return id;
  }

  private JobDetails submit(String cluster, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cluster", cluster);
    body.put("entrypoint", "python main.py");
    body.putAll(more);
    return jobs.submit(SubmitJob.of(body));
  }

  private void runs(ClusterId cluster, JobId job) {
    soon(() -> assertThat(backend.ray(key(cluster)).submissions()).contains(job + "-1"));
    backend.ray(key(cluster)).run(job + "-1");
    reaches(job, JobState.RUNNING);
  }

  private ClusterKey key(ClusterId id) {
    return new ClusterKey(id.value(), tenant, "training", "");
  }

  private void reaches(ClusterId id, ClusterState state) {
    soon(() -> assertThat(clusters.get(id.value()).summary().state()).isEqualTo(state));
  }

  private void reaches(JobId id, JobState state) {
    soon(() -> assertThat(jobs.get(id).summary().state()).isEqualTo(state));
  }

  private static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }
}
