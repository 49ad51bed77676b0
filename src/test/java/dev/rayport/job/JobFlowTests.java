package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.FakeRay;
import dev.rayport.backend.Fit;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob.Status;
import dev.rayport.base.Quantity;
import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Answers;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.domain.PageRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** Jobs from the service to a Ray in memory and back, on H2 and with the real scheduler. */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:jobs;MODE=MySQL;DB_CLOSE_DELAY=-1")
class JobFlowTests {

  @TempDir static Path home;

  @DynamicPropertySource
  static void home(DynamicPropertyRegistry registry) {
    registry.add("rayport.home", home::toString);
  }

  private static final Clusters WORLD = new Clusters();

  @TestBean ClusterService clusters;
  @TestBean ClusterAccess access;

  static ClusterService clusters() {
    return mock(ClusterService.class, WORLD);
  }

  static ClusterAccess access() {
    return mock(ClusterAccess.class, WORLD);
  }

  /**
   * What stands in for the cluster room: one answer for all calls, since stubbing is not safe while
   * the scheduler's threads call.
   */
  private static final class Clusters implements Answer<Object> {
    final Map<String, ClusterDetails> details = new ConcurrentHashMap<>();
    final Map<ClusterId, Standing> standings = new ConcurrentHashMap<>();
    final Map<ClusterId, RayClient> rays = new ConcurrentHashMap<>();
    final List<Object> released = new CopyOnWriteArrayList<>();

    @Override
    public @org.jspecify.annotations.Nullable Object answer(InvocationOnMock call)
        throws Throwable {
      Object first = call.getArguments().length == 0 ? "" : call.getArgument(0);
      return switch (call.getMethod().getName()) {
        case "get" ->
            Optional.ofNullable(details.get(first))
                .orElseThrow(() -> Refusal.notFound("cluster", first.toString()));
        case "create" -> details.get("fresh");
        case "preview" -> Fit.now();
        case "standing" ->
            standings.getOrDefault(first, new Standing(false, ClusterState.STOPPED, "", "", 0));
        case "ray" -> Optional.ofNullable(rays.get(first));
        case "release" -> released.add(first) ? null : null;
        default -> Answers.RETURNS_DEFAULTS.answer(call);
      };
    }
  }

  @Autowired JobService jobs;
  @Autowired JobLogService logs;
  @Autowired PackageService packages;
  @Autowired JobTasks tasks;
  @Autowired LogFollowers followers;

  private final FakeRay ray = new FakeRay("secret");
  private final ClusterId cluster = new ClusterId(RandomId.next("cl"));

  private record Principal(CurrentUser currentUser) implements CurrentUser.Holder {}

  private static void signIn(String name, Role role, String tenant) {
    CurrentUser user = new CurrentUser("ac_" + name, name, new TenantId(tenant), role);
    TestingAuthenticationToken token =
        new TestingAuthenticationToken(new Principal(user), "", "ROLE_" + role);
    token.setAuthenticated(true);
    SecurityContextHolder.getContext().setAuthentication(token);
  }

  @BeforeEach
  void oneCluster() {
    signIn("ada", Role.RESEARCHER, "research");
    ClusterDetails details = details(cluster, "train-1", ClusterState.READY);
    WORLD.details.put("train-1", details);
    WORLD.details.put(cluster.value(), details);
    ready(1);
  }

  private void ready(int start) {
    stands(new Standing(true, ClusterState.READY, "", "train-1", start));
    WORLD.rays.put(cluster, new RayClient(ray.endpoint()));
  }

  private void stands(Standing standing) {
    WORLD.standings.put(cluster, standing);
    WORLD.rays.remove(cluster);
  }

  private static ClusterDetails details(ClusterId id, String name, ClusterState state) {
    NodeSpec head =
        new NodeSpec(Quantity.of(2), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
    Instant now = Instant.now();
    ClusterSummary summary =
        new ClusterSummary(
            id,
            name,
            "research",
            "ac_ada",
            "ada",
            Stage.TRAINING,
            "cpu-small@1",
            ClusterSummary.Desired.RUNNING,
            state,
            Optional.empty(),
            "",
            "",
            0,
            0,
            2,
            0,
            Quantity.parse("2Gi"),
            false,
            now,
            now,
            Optional.empty());
    return new ClusterDetails(
        summary,
        Optional.of(new ClusterSpec("2.58.0", head, List.of(), Map.of())),
        Map.of("cpus", 2),
        Map.of(),
        StopWhen.never(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.of(now),
        Optional.empty());
  }

  @AfterEach
  void away() {
    ray.close();
    SecurityContextHolder.clearContext();
  }

  private static SubmitJob wish(Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cluster", "train-1");
    body.put("entrypoint", "python main.py");
    body.putAll(more);
    return SubmitJob.of(body);
  }

  private JobSummary now(JobId id) {
    return jobs.get(id).summary();
  }

  private static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }

  private void reaches(JobId id, JobState state) {
    soon(() -> assertThat(now(id).state()).as(now(id).reason()).isEqualTo(state));
  }

  private String log(JobId id, int attempt) {
    return new String(logs.read(id, attempt, 0, 1 << 20).bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("main.py"));
      zip.write("print('hi')".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void aJobRunsToItsEndWithItsPackageItsLogAndItsProgress() throws IOException {
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip()));
    assertThat(packages.store(new ByteArrayInputStream(zip())).isNew()).isFalse();
    JobDetails job =
        jobs.submit(
            wish(
                Map.of(
                    "package", stored.hash(),
                    "runtimeEnv", Map.of("pip", List.of("emoji")),
                    "metadata", Map.of("run", "7"))));
    JobId id = job.id();
    assertThat(job.summary().state()).isEqualTo(JobState.QUEUED);
    assertThat(job.summary().name()).isEqualTo("main");
    String submission = id + "-1";

    reaches(id, JobState.PENDING);
    assertThat(ray.packages()).hasSize(1);
    assertThat(ray.submission(submission).at("/runtime_env/working_dir").asString())
        .isEqualTo("gcs://" + ray.packages().iterator().next());
    assertThat(ray.submission(submission).at("/metadata/run").asString()).isEqualTo("7");

    ray.run(submission);
    reaches(id, JobState.RUNNING);
    ray.log(submission, "first\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("first\n"));
    ray.log(submission, "RAYPORT_PROGRESS {\"done\": 1, \"total\": 2, \"unit\": \"epochs\"}\n");
    soon(() ->
        assertThat(now(id).progress())
            .contains(new JobProgress(1, 2, "epochs", JobProgress.Source.REPORTED)));
    ray.log(submission, "last ä😀\n");
    ray.end(submission, Status.SUCCEEDED, 0);

    reaches(id, JobState.SUCCEEDED);
    assertThat(log(id, 1)).endsWith("last ä😀\n");
    soon(() -> assertThat(logs.read(id, 0, 0, 1).complete()).isTrue());
    assertThat(jobs.get(id).exitCode()).contains(0);
    assertThat(jobs.get(id).steps())
        .extracting(JobDetails.Step::state)
        .startsWith(JobState.QUEUED, JobState.SUBMITTED)
        .endsWith(JobState.RUNNING, JobState.SUCCEEDED);
    assertThat(logs.tailOffset(id, 0, 1))
        .isEqualTo(
            log(id, 0).getBytes(StandardCharsets.UTF_8).length
                - "last ä😀\n".getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void aFailedJobIsTriedAgainUnderANewSubmissionId() {
    JobId id = jobs.submit(wish(Map.of("retries", 1))).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "boom\n");
    ray.end(id + "-1", Status.FAILED, 3);

    soon(() -> assertThat(ray.submissions()).contains(id + "-2"));
    assertThat(now(id).attempt()).isEqualTo(2);
    ray.end(id + "-2", Status.FAILED, 4);
    reaches(id, JobState.FAILED);
    assertThat(now(id).reason()).contains("exit code 4");
    assertThat(log(id, 1)).isEqualTo("boom\n");
    assertThat(logs.read(id, 1, 0, 1).complete()).isTrue();
  }

  @Test
  void aJobWaitsForItsClusterAndSaysWhatFor() {
    stands(new Standing(true, ClusterState.STARTING, "head starts, 3 s", "train-1", 1));
    JobId id = jobs.submit(wish(Map.of())).id();
    soon(() -> assertThat(now(id).reason()).contains("head starts, 3 s"));

    ready(1);
    tasks.nudge(id.value());
    reaches(id, JobState.PENDING);
  }

  @Test
  void aQueuedJobStopsAtOnceAndAPendingOneAsSoonAsItRuns() {
    stands(new Standing(true, ClusterState.STARTING, "", "train-1", 1));
    JobId queued = jobs.submit(wish(Map.of())).id();
    jobs.stop(queued);
    reaches(queued, JobState.STOPPED);
    assertThat(now(queued).reason()).isEqualTo("Stopped by ada");

    ready(1);
    JobId pending = jobs.submit(wish(Map.of())).id();
    reaches(pending, JobState.PENDING);
    jobs.stop(pending);
    soon(() -> assertThat(now(pending).reasonCode()).isEqualTo("stopping"));
    ray.run(pending + "-1");
    reaches(pending, JobState.STOPPED);
    assertThat(ray.submissions()).doesNotContain(queued + "-1");
    assertThat(jobs.stop(pending).summary().state()).isEqualTo(JobState.STOPPED);
  }

  @Test
  void aJobThatRunsTooLongIsStoppedAndFails() {
    JobId id = jobs.submit(wish(Map.of("timeout", "PT1S"))).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    reaches(id, JobState.FAILED);
    assertThat(now(id).reasonCode()).isEqualTo("timed-out");
    assertThat(now(id).reason()).contains("1 s");
  }

  @Test
  void aJobWhoseClusterRestartsIsLostWithItsLogSoFarAndCanBeSubmittedAgain() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "half way\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("half way\n"));

    ready(2);
    reaches(id, JobState.LOST);
    assertThat(now(id).reasonCode()).isEqualTo("cluster-restarted");
    assertThat(log(id, 0)).isEqualTo("half way\n");

    JobDetails again = jobs.resubmit(id, Map.of());
    assertThat(again.summary().resubmissionOf()).contains(id);
    assertThat(again.summary().chainNumber()).isEqualTo(2);
    assertThat(again.spec()).isEqualTo(jobs.get(id).spec());
    assertThat(again.changes()).isEmpty();
    assertThat(now(id).superseded()).isTrue();
    reaches(again.id(), JobState.PENDING);
  }

  @Test
  void aSilentClusterChangesNothingButTheReason() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    reaches(id, JobState.RUNNING);
    ray.fallSilent(true);
    soon(() -> assertThat(now(id).reasonCode()).isEqualTo("cluster-unreachable"));
    assertThat(now(id).state()).isEqualTo(JobState.RUNNING);
    ray.fallSilent(false);
    ray.end(id + "-1", Status.SUCCEEDED, 0);
    reaches(id, JobState.SUCCEEDED);
  }

  @Test
  void theLogGoesOnWhereItWasAfterAnInterruption() {
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.PENDING);
    ray.run(id + "-1");
    ray.log(id + "-1", "one\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("one\n"));
    followers.destroy();
    ray.log(id + "-1", "two\n");
    soon(() -> assertThat(log(id, 0)).isEqualTo("one\ntwo\n"));
  }

  @Test
  void aRefusedSubmissionFailsWithRaysWords() {
    ray.refuseSubmissions();
    JobId id = jobs.submit(wish(Map.of())).id();
    reaches(id, JobState.FAILED);
    assertThat(now(id).reasonCode()).isEqualTo("submission-refused");
    assertThat(now(id).reason()).contains("not like this");
  }

  @Test
  void manyClicksAreOneJob() throws Exception {
    stands(new Standing(true, ClusterState.STARTING, "", "train-1", 1));
    JobId first = jobs.submit(wish(Map.of())).id();
    List<JobId> found = new ArrayList<>();
    try (ExecutorService people = Executors.newFixedThreadPool(8)) {
      List<Future<JobId>> clicks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int click = i;
        clicks.add(
            people.submit(() -> {
              signIn("ada", Role.RESEARCHER, "research");
              return click % 2 == 0
                  ? jobs.resubmit(first, Map.of()).id()
                  : jobs.submit(wish(Map.of()), Optional.of("form-1")).id();
            }));
      }
      for (Future<JobId> click : clicks) {
        found.add(click.get());
      }
    }
    assertThat(found).doesNotContain(first);
    assertThat(found.stream().distinct()).hasSize(2);
    assertThat(jobs.get(first).chain()).hasSize(2);
  }

  @Test
  void changesAreNamedByTheirPaths() {
    JobId id = jobs.submit(wish(Map.of("runtimeEnv", Map.of("pip", List.of("a", "b"))))).id();
    JobDetails changed =
        jobs.resubmit(
            id,
            Map.of(
                "entrypoint",
                "python main.py --x",
                "runtimeEnv",
                Map.of("pip", List.of("a", "c"))));

    assertThat(changed.changes())
        .containsExactlyInAnyOrder(
            new JobDetails.SpecChange("entrypoint", "python main.py", "python main.py --x"),
            new JobDetails.SpecChange("runtimeEnv.pip[1]", "b", "c"));
    assertThatThrownBy(() -> jobs.resubmit(id, Map.of("nonsense", 1))).isInstanceOf(Refusal.class);
  }

  @Test
  void aFreshClusterIsMadeForAJobAndGivenBackWhenItEnds() {
    ClusterId fresh = new ClusterId(RandomId.next("cl"));
    WORLD.details.put("fresh", details(fresh, "main-abc", ClusterState.REQUESTED));
    WORLD.standings.put(fresh, new Standing(true, ClusterState.FAILED, "no room", "main-abc", 1));

    JobId id =
        jobs.submit(
                SubmitJob.of(
                    Map.of("newCluster", Map.of("template", "cpu-small"), "entrypoint", "ls")))
            .id();

    reaches(id, JobState.FAILED);
    assertThat(now(id).reason()).contains("no room");
    soon(() -> assertThat(WORLD.released).contains(fresh));
  }

  @Test
  void anotherTenantSeesNothingAndAViewerChangesNothing() {
    JobId id = jobs.submit(wish(Map.of())).id();
    signIn("eve", Role.LEAD, "other");
    assertThatThrownBy(() -> jobs.get(id)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> logs.read(id, 0, 0, 1)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> jobs.stop(id)).isInstanceOf(Refusal.class);
    assertThat(jobs.count(JobQuery.all())).isZero();
    signIn("bob", Role.RESEARCHER, "research");
    assertThatThrownBy(() -> jobs.stop(id))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
    signIn("vera", Role.VIEWER, "research");
    assertThat(jobs.get(id).summary().owner()).isEqualTo("ada");
    assertThatThrownBy(() -> jobs.submit(wish(Map.of())))
        .isInstanceOf(org.springframework.security.access.AccessDeniedException.class);
  }

  @Test
  void listsAreFilteredSortedAndCutIntoSlices() {
    signIn("lin", Role.RESEARCHER, "lists");
    for (int i = 0; i < 5; i++) {
      jobs.submit(wish(Map.of("name", "job-" + i)));
    }
    var first = jobs.slice(JobQuery.all(), SliceRequest.first(2));
    assertThat(first.items()).extracting(JobSummary::name).containsExactly("job-4", "job-3");
    var next =
        jobs.slice(JobQuery.all(), new SliceRequest(2, first.nextCursor(), Optional.empty()));
    assertThat(next.items()).extracting(JobSummary::name).containsExactly("job-2", "job-1");
    assertThat(jobs.list(JobQuery.all(), PageRequest.of(0, 10))).hasSize(5);
    assertThat(jobs.count(JobQuery.all())).isEqualTo(5);
    JobQuery byName =
        new JobQuery(
            java.util.Set.of(),
            Optional.of("train-1"),
            Optional.of("lin"),
            "B-3",
            Optional.empty(),
            Optional.empty());
    assertThat(jobs.list(byName, PageRequest.of(0, 10)))
        .extracting(JobSummary::name)
        .containsExactly("job-3");
  }

  @Test
  void nothingIsStoredOfARefusedWish() {
    signIn("rae", Role.RESEARCHER, "refused");
    List<Map<String, Object>> bad =
        List.of(
            Map.of("entrypoint", " "),
            Map.of("name", "<b>"),
            Map.of("retries", 11),
            Map.of("timeout", "PT0S"),
            Map.of("resources", Map.of("cpus", -1)),
            Map.of("resources", Map.of("gpus", 1)),
            Map.of("resources", Map.of("cpus", 64)),
            Map.of("resources", Map.of("memory", "1m")),
            Map.of("metadata", Map.of("job_name", "x")),
            Map.of("package", "sha256:" + "0".repeat(64)),
            Map.of("package", "../x"),
            Map.of("runtimeEnv", Map.of("env_vars", Map.of("A", 1))),
            Map.of("newCluster", Map.of("template", "cpu-small")));
    for (Map<String, Object> more : bad) {
      assertThatThrownBy(() -> jobs.submit(wish(more)))
          .as(more.toString())
          .isInstanceOf(Refusal.class);
    }
    assertThat(jobs.count(JobQuery.all())).isZero();
  }
}
