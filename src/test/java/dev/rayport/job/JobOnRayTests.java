package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.rayport.base.RandomId;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/** The whole way of a job on one real Ray cluster. */
@Tag("ray")
@DirtiesContext
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:onray;MODE=MySQL;DB_CLOSE_DELAY=-1")
class JobOnRayTests {

  private static final Path HOME = Path.of("/tmp", RandomId.next("rp").substring(0, 9));
  private static final String VENV =
      Optional.ofNullable(System.getenv("RAYPORT_TEST_VENV")).orElse("/var/lib/rayport-dev/venv");

  private static final String MAIN =
      """
      import time, tiny
      print("answer", tiny.answer(), flush=True)
      for i in range(1, 4):
          print('RAYPORT_PROGRESS {"done": %d, "total": 3, "unit": "steps"}' % i, flush=True)
          time.sleep(1)
      print("the end", flush=True)
      """;

  @Autowired JobService jobs;
  @Autowired JobLogService logs;
  @Autowired PackageService packages;
  @Autowired ClusterService clusters;

  @DynamicPropertySource
  static void home(DynamicPropertyRegistry registry) {
    registry.add("rayport.home", HOME::toString);
    registry.add("rayport.local.venv", () -> VENV);
  }

  private record Principal(CurrentUser currentUser) implements CurrentUser.Holder {}

  @AfterAll
  static void leaveNothing() throws IOException {
    FileSystemUtils.deleteRecursively(HOME);
  }

  @BeforeEach
  void signIn() {
    CurrentUser user = new CurrentUser("ac_ada", "ada", new TenantId("research"), Role.RESEARCHER);
    TestingAuthenticationToken token =
        new TestingAuthenticationToken(new Principal(user), "", "ROLE_RESEARCHER");
    token.setAuthenticated(true);
    SecurityContextHolder.getContext().setAuthentication(token);
  }

  private static void soon(ThrowingRunnable assertion) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(assertion);
  }

  private void reaches(JobId id, JobState state) {
    soon(() -> {
      JobSummary now = jobs.get(id).summary();
      assertThat(now.state()).as("%s\n%s", now.reason(), log(id)).isEqualTo(state);
    });
  }

  private String log(JobId id) {
    return new String(logs.read(id, 0, 0, 1 << 20).bytes(), StandardCharsets.UTF_8);
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  /** A pure-Python package on an address of this machine, so that no index is needed. */
  private static HttpServer wheel() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("tiny/__init__.py", "def answer():\n    return 42\n");
    files.put("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n");
    files.put(
        "tiny-1.0.dist-info/WHEEL",
        "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
    files.put(
        "tiny-1.0.dist-info/RECORD",
        "tiny/__init__.py,,\ntiny-1.0.dist-info/METADATA,,\ntiny-1.0.dist-info/WHEEL,,\n"
            + "tiny-1.0.dist-info/RECORD,,\n");
    byte[] wheel = zip(files);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, wheel.length);
          exchange.getResponseBody().write(wheel);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void aJobWithADependencyRunsIsStoppedAndIsSubmittedAgain() throws IOException {
    ClusterId cluster =
        clusters
            .create(new CreateCluster("train-1", "cpu-small", Map.of(), Map.of(), Optional.empty()))
            .id();
    HttpServer index = wheel();
    try {
      StoredPackage stored =
          packages.store(
              new ByteArrayInputStream(
                  zip(
                      Map.of(
                          "main.py",
                          MAIN,
                          "sleep.py",
                          "import time\nprint('up', flush=True)\ntime.sleep(600)\n"))));
      String tiny =
          "tiny @ http://127.0.0.1:%d/tiny-1.0-py3-none-any.whl"
              .formatted(index.getAddress().getPort());
      JobId first =
          jobs.submit(
                  SubmitJob.of(
                      Map.of(
                          "cluster",
                          "train-1",
                          "entrypoint",
                          "python main.py",
                          "package",
                          stored.hash(),
                          "runtimeEnv",
                          Map.of("pip", List.of(tiny)))))
              .id();
      assertThat(jobs.get(first).summary().reason()).contains("train-1");
      soon(() ->
          assertThat(jobs.get(first).summary().progress())
              .as(log(first))
              .map(JobProgress::unit)
              .contains("steps"));
      reaches(first, JobState.SUCCEEDED);
      assertThat(log(first)).contains("answer 42").endsWith("the end\n");
      assertThat(jobs.get(first).exitCode()).contains(0);

      JobId again = jobs.resubmit(first, Map.of()).id();
      soon(() -> assertThat(log(again)).contains("answer 42"));
      reaches(again, JobState.SUCCEEDED);
      assertThat(log(again)).endsWith("the end\n");

      JobId sleeper = jobs.resubmit(first, Map.of("entrypoint", "python sleep.py")).id();
      soon(() -> assertThat(log(sleeper)).contains("up"));
      jobs.stop(sleeper);
      reaches(sleeper, JobState.STOPPED);

      JobId broken =
          jobs.resubmit(first, Map.of("entrypoint", "python nothere.py", "retries", 1)).id();
      reaches(broken, JobState.FAILED);
      assertThat(jobs.get(broken).summary().attempt()).isEqualTo(2);
      assertThat(log(broken)).contains("nothere.py");

      clusters.stop(cluster);
      soon(() ->
          assertThat(clusters.get(cluster.value()).summary().state())
              .isEqualTo(ClusterState.STOPPED));
      assertThat(log(first)).contains("answer 42");
    } finally {
      index.stop(0);
      if (clusters.get(cluster.value()).summary().state() != ClusterState.STOPPED) {
        clusters.stop(cluster);
        soon(() ->
            assertThat(clusters.get(cluster.value()).summary().state())
                .isEqualTo(ClusterState.STOPPED));
      }
    }
  }
}
