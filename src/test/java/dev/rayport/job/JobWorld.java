package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.FakeRay;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.RayClient;
import dev.rayport.base.Quantity;
import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterAccess.Standing;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterPlan;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.Stage;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Answers;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** Jobs on H2 and the real scheduler, with a Ray in memory; the cluster room is stood in for. */
@SpringBootTest(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:jobs;MODE=MySQL;DB_CLOSE_DELAY=-1",
      "rayport.job.stalled-after=3s",
      "rayport.job.keep.driver-log=4MB",
      "rayport.job.keep.packages=0s"
    })
abstract class JobWorld {

  @TempDir static Path home;

  @DynamicPropertySource
  static void home(DynamicPropertyRegistry registry) {
    registry.add("rayport.home", home::toString);
    registry.add("rayport.local.temp-dir", () -> home.resolve("r").toString());
  }

  static final Clusters WORLD = new Clusters();

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
  static final class Clusters implements Answer<Object> {
    final Map<String, ClusterDetails> details = new ConcurrentHashMap<>();
    final Map<ClusterId, Standing> standings = new ConcurrentHashMap<>();
    final Map<ClusterId, RayClient> rays = new ConcurrentHashMap<>();
    final List<Object> released = new CopyOnWriteArrayList<>();

    @Override
    public @Nullable Object answer(InvocationOnMock call) throws Throwable {
      Object first = call.getArguments().length == 0 ? "" : call.getArgument(0);
      return switch (call.getMethod().getName()) {
        case "get" ->
            Optional.ofNullable(details.get(first))
                .orElseThrow(() -> Refusal.notFound("cluster", first.toString()));
        case "create" -> details.get("fresh");
        case "plan" -> plan((CreateCluster) first);
        case "standing" ->
            standings.getOrDefault(first, new Standing(false, ClusterState.STOPPED, "", "", 0));
        case "ray" -> Optional.ofNullable(rays.get(first));
        case "release" -> release(first);
        default -> Answers.RETURNS_DEFAULTS.answer(call);
      };
    }

    private static ClusterPlan plan(CreateCluster wish) {
      return new ClusterPlan(
          wish,
          new ResolvedTemplate(
              "cpu-small",
              1,
              Stage.TRAINING,
              details(new ClusterId("cl_x"), "x", ClusterState.REQUESTED).spec().orElseThrow(),
              wish.values(),
              Map.of(),
              Optional.empty(),
              Optional.empty()));
    }

    private @Nullable Object release(Object id) {
      released.add(id);
      return null;
    }
  }

  @Autowired JobService jobs;
  @Autowired JobLogService logs;
  @Autowired PackageService packages;
  @Autowired JobTasks tasks;
  @Autowired LogFollowers followers;

  final FakeRay ray = new FakeRay("secret");
  final ClusterId cluster = new ClusterId(RandomId.next("cl"));

  private record Principal(CurrentUser currentUser) implements CurrentUser.Holder {}

  static void signIn(String name, Role role, String tenant) {
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

  void ready(int start) {
    stands(new Standing(true, ClusterState.READY, "", "train-1", start));
    WORLD.rays.put(cluster, new RayClient(ray.endpoint()));
  }

  void stands(Standing standing) {
    WORLD.standings.put(cluster, standing);
    WORLD.rays.remove(cluster);
  }

  static ClusterDetails details(ClusterId id, String name, ClusterState state) {
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
            false,
            false,
            now,
            now,
            Optional.empty(),
            Optional.empty());
    return new ClusterDetails(
        summary,
        Optional.of(new ClusterSpec("2.58.0", head, List.of(), Map.of())),
        Map.of("cpus", 2),
        Map.of(),
        StopWhen.never(),
        List.of(),
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

  static SubmitJob wish(Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("cluster", "train-1");
    body.put("entrypoint", "python main.py");
    body.putAll(more);
    return SubmitJob.of(body);
  }

  JobSummary now(JobId id) {
    return jobs.get(id).summary();
  }

  static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(assertion);
  }

  void reaches(JobId id, JobState state) {
    soon(() -> assertThat(now(id).state()).as(now(id).reason()).isEqualTo(state));
  }

  String log(JobId id, int attempt) {
    return new String(logs.read(id, attempt, 0, 1 << 20).bytes(), StandardCharsets.UTF_8);
  }

  static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("main.py"));
      zip.write("print('hi')".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
