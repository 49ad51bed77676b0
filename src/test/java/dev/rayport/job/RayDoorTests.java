package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.RayJob;
import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.json.JsonMapper;

/** What Ray's own clients meet below {@code /ray/<cluster>}, as they send it. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.datasource.url=jdbc:h2:mem:raydoor;MODE=MySQL;DB_CLOSE_DELAY=-1")
@DirtiesContext
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RayDoorTests extends RayDoorWorld {

  private static final TenantId TENANT = new TenantId("default");
  @Autowired private ActingAs actingAs;
  @Autowired private ApiTokens tokens;
  @Autowired private AccountService accounts;
  @Autowired private TenantService tenants;

  @BeforeEach
  void signInAsAdmin() {
    token = token("admin", Scope.WRITE);
    signIn("admin", Role.RESEARCHER, TENANT.value());
  }

  @Test
  void aJobSubmittedByRaysClientIsOneOfThePortals() throws Exception {
    assertThat(call("GET", "/packages/gcs/_ray_pkg_0a.zip", "").statusCode()).isEqualTo(404);
    assertThat(put("/packages/gcs/_ray_pkg_0a.zip", zip()).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/packages/gcs/_ray_pkg_0a.zip", "").statusCode()).isEqualTo(200);

    HttpResponse<String> answer =
        submit(
            """
            {"entrypoint": "python main.py", "submission_id": "mine-1",
             "metadata": {"job_name": "round", "team": "a"}, "entrypoint_num_cpus": 1,
             "runtime_env": {"working_dir": "gcs://_ray_pkg_0a.zip", "_ray_commit": "cec0a09"}}
            """);

    assertThat(json(answer).path("submission_id").asString()).isEqualTo("mine-1");
    JobId id = new JobId(json(get("/jobs/mine-1")).at("/metadata/rayport_job").asString());
    JobDetails job = jobs.get(id);
    assertThat(job.summary().submissionId()).isEqualTo("mine-1");
    assertThat(job.summary().name()).isEqualTo("round");
    assertThat(job.spec().packageHash()).isPresent();
    assertThat(job.spec().runtimeEnv()).isEmpty();
    assertThat(job.spec().metadata()).isEqualTo(Map.of("team", "a"));
    assertThat(jobs.resubmit(id, Map.of()).summary().submissionId()).startsWith("job_");
  }

  @Test
  void itsLogComesAsRaysOwnWebSocketSendsItAndEndsWithTheJob() throws Exception {
    JobId job = running("tailed");
    Follower follower = new Follower();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(URI.create("ws" + base().substring(4) + "/jobs/tailed/logs/tail"), follower)
            .join();
    ray.log(job + "-1", "hä");
    ray.log(job + "-1", "lf\n");
    ray.end(job + "-1", RayJob.Status.SUCCEEDED, 0);

    assertThat(follower.closed.get(20, TimeUnit.SECONDS)).isEqualTo(WebSocket.NORMAL_CLOSURE);
    assertThat(follower.text).hasToString("hälf\n");
    assertThat(json(get("/jobs/tailed")).path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(json(get("/jobs/tailed/logs")).path("logs").asString()).isEqualTo("hälf\n");
    socket.abort();
  }

  @Test
  void stopEndsItAndDeleteTakesItOffRaysListsAlone() throws Exception {
    JobId job = running("ended");
    assertThat(call("DELETE", "/jobs/ended", "").statusCode()).isEqualTo(409);
    assertThat(json(call("POST", "/jobs/ended/stop", "")).path("stopped").asBoolean()).isTrue();
    ray.end(job + "-1", RayJob.Status.STOPPED, -15);
    reaches(job, JobState.STOPPED);
    assertThat(json(call("POST", "/jobs/ended/stop", "")).path("stopped").asBoolean()).isFalse();

    assertThat(json(call("DELETE", "/jobs/ended", "")).path("deleted").asBoolean()).isTrue();

    assertThat(get("/jobs/ended").statusCode()).isEqualTo(404);
    assertThat(get("/jobs/").body()).doesNotContain("\"ended\"");
    assertThat(now(job).state()).isEqualTo(JobState.STOPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "../x", "", "-x", "ä", "job_00000000000000000000", "LONG"})
  void aSubmissionIdThatIsNoneIsRefusedBeforeAnythingIsStored(String id) throws Exception {
    long before = jobs.count(JobQuery.all());
    String wish =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("entrypoint", "ls", "submission_id", id.replace("LONG", "x".repeat(300))));

    assertThat(submit(wish).statusCode()).isEqualTo(400);

    assertThat(jobs.count(JobQuery.all())).isEqualTo(before);
  }

  @Test
  void anIdServesOnceOnItsCluster() throws Exception {
    String wish = "{\"entrypoint\": \"ls\", \"submission_id\": \"twin\"}";
    assertThat(submit(wish).statusCode()).isEqualTo(200);
    HttpResponse<String> twin = submit(wish);
    assertThat(twin.statusCode()).isEqualTo(409);
    assertThat(twin.body()).contains("already exists");
  }

  @Test
  void whatRayWouldOnlyFindOutLaterIsRefusedAtOnceInWordsThatItsClientPrints() throws Exception {
    HttpResponse<String> number =
        submit("{\"entrypoint\": \"ls\", \"runtime_env\": {\"env_vars\": {\"N\": 1}}}");
    assertThat(number.statusCode()).isEqualTo(400);
    assertThat(number.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(number.body()).contains("runtimeEnv.env_vars.N");
    assertThat(submit("{\"entrypoint\": \"ls\", \"x\": 1}").statusCode()).isEqualTo(400);
    assertThat(submit("{\"runtime_env\": {\"working_dir\": \"gcs://_x.zip\"}}").body())
        .contains("submit again");
  }

  @Test
  void anUploadCountsForItsUploaderAlone() throws Exception {
    actingAs.call("admin", TENANT, () -> accounts.create("colleague", "until-next-friday"));
    actingAs.call("admin", TENANT, () -> join("colleague"));
    assertThat(put("/packages/gcs/_ray_pkg_0b.zip", zip()).statusCode()).isEqualTo(200);

    token = token("colleague", Scope.WRITE);

    assertThat(get("/packages/gcs/_ray_pkg_0b.zip").statusCode()).isEqualTo(404);
  }

  @Test
  void withoutATokenOrWithAReadersNothingIsDone() throws Exception {
    String wish = "{\"entrypoint\": \"ls\"}";
    String good = token;
    token = "";
    assertThat(get("/version").statusCode()).isEqualTo(401);
    assertThat(get("/version?token=%s&access_token=%s".formatted(good, good)).statusCode())
        .isEqualTo(401);
    token = token("admin", Scope.READ);
    assertThat(json(get("/version")).path("ray_version").asString()).isEqualTo("2.58.0");
    assertThat(submit(wish).statusCode()).isEqualTo(403);
    HttpResponse<String> raysHeader =
        send(
            HttpRequest.newBuilder(URI.create(base() + "/version"))
                .header("X-Ray-Authorization", "Bearer " + good));
    assertThat(raysHeader.statusCode()).isEqualTo(200);
  }

  @Test
  void anotherTenantsJobAndAnUnknownClusterAreNotFound() throws Exception {
    signIn("eve", Role.RESEARCHER, "other");
    JobId others = jobs.submit(wish(Map.of())).id();

    for (String path : new String[] {"", "/logs", "/logs/tail"}) {
      assertThat(get("/jobs/" + others + path).statusCode()).isEqualTo(404);
    }
    assertThat(call("POST", "/jobs/" + others + "/stop", "").statusCode()).isEqualTo(404);
    assertThat(call("DELETE", "/jobs/" + others, "").statusCode()).isEqualTo(404);
    assertThat(get("/jobs/").body()).doesNotContain(others.value());
    assertThat(send(request(base().replace("train-1", "elsewhere") + "/jobs/")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void aPageOfAnotherSiteOpensNoWebSocket() throws Exception {
    running("guarded");
    String upgrade =
        """
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Origin: %s
        """;
    String path = "/ray/train-1/api/jobs/guarded/logs/tail";
    assertThat(raw(path, upgrade.formatted("http://evil.example"))).contains(" 403 ");
    assertThat(raw(path, upgrade.formatted("null"))).contains(" 403 ");
    assertThat(raw(path, upgrade.formatted("http://localhost:" + port()))).contains(" 101 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ray/train-1/%2e%2e/api/version",
        "/ray//evil/api/version",
        "/ray/train-1/..;/api/version",
        "/ray/train-1/api/jobs/..%2f..%2fx",
        "/ray/train-1\\api/version",
        "http://evil.example/ray/train-1/api/version",
        "//evil@host/ray/train-1/api/version"
      })
  void addressesThatMeanAnotherPlaceAreRefused(String path) throws Exception {
    assertThat(raw(path, "")).contains(" 400 ");
  }

  private String token(String account, Scope scope) {
    NewToken wish = new NewToken("ray", scope, Optional.empty(), Optional.empty());
    return actingAs.call(account, TENANT, () -> tokens.issue(wish)).value();
  }

  private boolean join(String account) {
    tenants.setMember(TENANT, account, Role.RESEARCHER);
    return true;
  }
}
