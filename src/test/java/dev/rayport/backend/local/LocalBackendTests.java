package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterBackendContract;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.JobSubmission;
import dev.rayport.backend.NodeObservation;
import dev.rayport.backend.RayClient;
import dev.rayport.backend.RayJob;
import dev.rayport.base.RandomId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ray")
class LocalBackendTests extends ClusterBackendContract {

  private static Path home = Path.of("/");
  private static LocalBackend backend = start(LocalRay.properties(true));

  private static LocalBackend start(LocalProperties properties) {
    if (home.getNameCount() == 0) {
      home = newHome();
    }
    return new LocalBackend(LocalMachine.of(home, properties), properties);
  }

  private static Path newHome() {
    try {
      return Files.createDirectory(Path.of("/tmp", RandomId.next("rp").substring(0, 9)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void rayIsThere() {
    assertThat(LocalRay.venv().resolve("bin/ray")).isExecutable();
  }

  @AfterAll
  static void leaveNothing() {
    backend.close();
    assertThat(new ProcessTable().pidsOf(home)).isEmpty();
    assertThat(Directories.remove(home)).isTrue();
  }

  @Override
  protected ClusterBackend backend() {
    return backend;
  }

  @Override
  protected ClusterBackend afterCrash() {
    backend.close();
    backend = start(LocalRay.properties(true));
    return backend;
  }

  @Override
  protected void killHead(ClusterKey key) {
    kill(key, 0, "gcs_server");
  }

  @Override
  protected void killWorker(ClusterKey key) {
    kill(key, 1, "raylet");
  }

  private static void kill(ClusterKey key, int node, String name) {
    NodeObservation observed = backend.observe(key).orElseThrow().nodes().get(node);
    ProcessHandle.of(observed.pid().orElseThrow())
        .orElseThrow()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith(name))
        .findFirst()
        .orElseThrow()
        .destroyForcibly();
  }

  @Test
  void aJobRunsInTheClustersOwnDirectoryWithoutThePortalsRightsAndEndsWithIt() throws Exception {
    ClusterKey key = newKey();
    ClusterObservation ready = readyAlthoughItsDashboardPortIsTaken(key);
    RayClient ray = new RayClient(ready.endpoint().orElseThrow());

    Path note = home.resolve("local").resolve(key.id()).resolve("cluster.json");
    String entrypoint =
        "id -u; pwd; echo GREETING=$GREETING; env | cut -d= -f1 | sort | tr '\\n' ' '; cat "
            + note
            + " && echo 'le'aked; (cd /; exec -a stray setsid sleep 300 >/dev/null 2>&1) & "
            + "python -c 'import ray; ray.init(); print(sum(ray.get([ray.remote(lambda i: i)"
            + ".remote(i) for i in range(4)])))'";
    ray.submit(submission("job_a-1", entrypoint));
    ray.submit(submission("job_a-1", entrypoint));
    StringBuffer log = new StringBuffer();
    ray.followLog("job_a-1", log::append).get(60, TimeUnit.SECONDS);
    assertThat(log).contains("GREETING=hello", "\n6\n").doesNotContain("JAVA_HOME", "MAVEN");
    RayJob job = ray.job("job_a-1").orElseThrow();
    assertThat(job.status()).as("%s", log).isEqualTo(RayJob.Status.SUCCEEDED);
    assertThat(ray.jobs()).hasSize(1);
    assertThat(ray.taskCounts(job.jobId().orElseThrow())).contains(new RayClient.TaskCounts(4, 4));
    assertThat(ray.idleFor().orElseThrow()).isLessThan(Duration.ofMinutes(1));
    if (backend.notices().size() == 1) {
      assertThat(log).contains("Permission denied").doesNotContain("leaked", "\n0\n");
    }
    assertThat(dashboardPort(backend.observe(key).orElseThrow())).contains(false);

    long head = ready.nodes().getFirst().pid().orElseThrow();
    Instant asked = Instant.now();
    backend.stop(key);
    await(key, Optional::isEmpty);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    // What ended may be listed until its parent has noticed.
    Awaitility.await().untilAsserted(() -> assertThat(ProcessHandle.of(head)).isEmpty());
    assertThat(new ProcessTable().pidsOf(home)).isEmpty();
    assertThat(Directories.children(home.resolve("r"))).isEmpty();
    assertThat(Directories.children(home.resolve("local"))).isEmpty();
  }

  private static Optional<Boolean> dashboardPort(ClusterObservation observation) {
    return observation.nodes().getFirst().ports().stream()
        .filter(port -> port.purpose().startsWith("dashboard and"))
        .map(NodeObservation.Port::allInterfaces)
        .findFirst();
  }

  private static JobSubmission submission(String id, String entrypoint) {
    return new JobSubmission(
        id,
        entrypoint,
        Map.of(),
        Map.of("owner", "lena"),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Map.of());
  }

  // Ray itself would go on without a dashboard.
  private ClusterObservation readyAlthoughItsDashboardPortIsTaken(ClusterKey key)
      throws IOException {
    backend.apply(key, spec(0));
    int first = portBase(key);
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress("127.0.0.1", first + 1));
      ClusterObservation ready = awaitPhase(key, Phase.READY);
      assertThat(portBase(key)).isNotEqualTo(first);
      return ready;
    }
  }

  private static int portBase(ClusterKey key) {
    Path notes = home.resolve("local").resolve(key.id());
    return ClusterFiles.load(notes).orElseThrow().head().ports().base();
  }

  @Test
  void withoutRayTheReasonIsSaid() throws IOException {
    Path emptyHome = newHome();
    Path venv = emptyHome.resolve("venv");
    LocalProperties properties = LocalRay.properties(venv, false, "", null);
    try (LocalBackend without =
        new LocalBackend(LocalMachine.of(emptyHome, properties), properties)) {
      assertThat(without.notices().getFirst()).contains("the portal's rights");
      LocalBackend usual = backend;
      backend = without;
      ClusterKey key = newKey();
      without.apply(key, spec(0));
      ClusterObservation failed = awaitPhase(key, Phase.FAILED);
      assertThat(failed.reason()).contains("No such file or directory");
      assertThat(failed.reasonCode()).isEqualTo("start-failed");
      without.stop(key);
      await(key, Optional::isEmpty);
      backend = usual;
    }
    assertThat(Directories.remove(emptyHome)).isTrue();
  }

  @Test
  void whatACrashLeftWithoutAFileIsCleared() throws Exception {
    Path stray = home.resolve("r").resolve("stray");
    Files.createDirectories(stray);
    Process left = new ProcessBuilder(List.of("sleep", "300")).directory(stray.toFile()).start();
    afterCrash();
    assertThat(left.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(stray).doesNotExist();
  }
}
