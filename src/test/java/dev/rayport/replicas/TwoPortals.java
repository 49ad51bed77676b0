package dev.rayport.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.MariaDbServer;
import dev.rayport.OnMariaDb;
import dev.rayport.backend.FakeRay;
import dev.rayport.backend.kubernetes.OnTestBed;
import dev.rayport.tenant.PortalClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two portal processes with one home on one MariaDB, and one Ray behind all clusters. */
@ExtendWith(OnMariaDb.IsThere.class)
abstract class TwoPortals {

  @TempDir static Path folder;

  /** Serves all test classes; it ends with the tests. */
  static final FakeRay RAY = new FakeRay("secret");

  private static final List<PortalProcess> PORTALS = new ArrayList<>();
  private static String url = "";
  private static String token = "";
  static String password = "";

  @SuppressWarnings("NullAway.Init")
  static World world;

  static JdbcClient jdbc;
  private static int starts;

  @BeforeAll
  static void start(TestInfo test) throws Exception {
    MariaDbServer server = MariaDbServer.running();
    url = server.emptyDatabase();
    jdbc =
        JdbcClient.create(new DriverManagerDataSource(url, MariaDbServer.USER, server.password()));
    world =
        test.getTestClass().orElseThrow().isAnnotationPresent(OnTestBed.class)
            ? new TestBedWorld()
            : new SharedWorld(server, RAY.endpoint().address().toString());
    PORTALS.add(portal());
    PORTALS.add(portal());
    PORTALS.forEach(PortalProcess::untilReady);
    JsonNode admin =
        JsonMapper.shared()
            .readTree(Files.readString(folder.resolve("home").resolve("initial-admin.json")));
    token = admin.path("token").asString();
    password = admin.path("password").asString();
  }

  private static PortalProcess portal() {
    return PortalProcess.start(log(), properties());
  }

  /** Not below the folder of the test, which goes with it. */
  private static Path log() {
    return Path.of("target", "portal-%d.log".formatted(++starts)).toAbsolutePath();
  }

  private static Map<String, String> properties() {
    Map<String, String> all = new HashMap<>(world.properties());
    all.put("rayport.home", folder.resolve("home").toString());
    all.put("spring.datasource.url", url);
    all.put("spring.datasource.username", MariaDbServer.USER);
    all.put("spring.datasource.password", MariaDbServer.running().password());
    return all;
  }

  @AfterAll
  static void end() {
    PORTALS.forEach(PortalProcess::close);
    PORTALS.clear();
    world.close();
  }

  @BeforeEach
  void bothLive() {
    PORTALS.replaceAll(portal -> portal.isAlive() ? portal : portal());
    PORTALS.forEach(PortalProcess::untilReady);
  }

  static PortalProcess portal(int number) {
    return PORTALS.get(Math.floorMod(number, 2));
  }

  static ConditionFactory within(long seconds) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(100));
  }

  static HttpResponse<String> post(int portal, String path, String body) {
    return portal(portal).client().post("/api/v1" + path, token, body);
  }

  static HttpResponse<String> get(int portal, String path) {
    return portal(portal).client().get("/api/v1" + path, token);
  }

  static HttpRequest.Builder to(int portal, String path) {
    return portal(portal)
        .client()
        .to("/api/v1" + path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  static HttpResponse<String> delete(int portal, String id) {
    return portal(portal).client().send(to(portal, "/clusters/" + id).DELETE());
  }

  static HttpResponse<String> create(int portal, String name) {
    return post(
        portal, "/clusters", "{\"name\":\"%s\",\"template\":\"cpu-small\"}".formatted(name));
  }

  static String id(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return PortalClient.json(response).path("id").asString();
  }

  static String readyCluster(String name) {
    String id = id(create(0, name));
    within(30).until(() -> state(0, "/clusters/" + id).equals("READY"));
    return id;
  }

  static String state(int portal, String path) {
    return PortalClient.json(get(portal, path)).path("state").asString();
  }

  /** All at the same time. */
  static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(16, calls.size()))) {
      for (Future<T> call : threads.invokeAll(calls)) {
        results.add(call.get());
      }
    }
    return results;
  }

  /** From the portals' database. */
  static List<String> rows(String sql, Object... params) {
    return jdbc.sql(sql).params(params).query(String.class).list();
  }
}
