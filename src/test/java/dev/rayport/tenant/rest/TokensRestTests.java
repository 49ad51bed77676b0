package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.PortalClient;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantRoomTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@TenantRoomTest
class TokensRestTests {

  private static final String TOKENS = "/api/v1/tokens";
  @LocalServerPort private int port;
  @Autowired private ActingAs actingAs;
  @Autowired private ApiTokens tokens;
  @Autowired private JdbcClient jdbc;
  private PortalClient client;
  private String token;

  @BeforeEach
  void open() {
    client = new PortalClient(port);
    token = issue(Scope.WRITE, Optional.empty());
  }

  @AfterEach
  void close() {
    client.close();
  }

  private String issue(Scope scope, Optional<Duration> lifetime) {
    NewToken wish = new NewToken("test", scope, lifetime, Optional.empty());
    return actingAs.call("admin", new TenantId("default"), () -> tokens.issue(wish)).value();
  }

  @Test
  void meTellsWhoTheTokenStandsFor() {
    JsonNode me = PortalClient.json(client.get("/api/v1/me", token));

    assertThat(me.get("user").asString()).isEqualTo("admin");
    assertThat(me.get("tenant").asString()).isEqualTo("default");
    assertThat(me.get("tenants").get(0).get("role").asString()).isEqualTo("ADMINISTRATOR");
  }

  @Test
  void aTokensValueIsShownOnceAndKeptOnlyAsAHash() {
    JsonNode made = PortalClient.json(client.post(TOKENS, token, "{\"name\":\"laptop\"}"));
    String value = made.get("token").asString();

    assertThat(value).startsWith("rp_");
    assertThat(client.get("/api/v1/me", value).statusCode()).isEqualTo(200);
    assertThat(client.get(TOKENS, token).body()).contains("laptop").doesNotContain("rp_");
    assertThat(jdbc.sql("select hash from api_token").query(String.class).list())
        .noneMatch(hash -> hash.contains(value.substring(3)));
  }

  @Test
  void aRevokedTokenOpensNothingFromThenOn() {
    JsonNode made = PortalClient.json(client.post(TOKENS, token, "{\"name\":\"ci\"}"));
    String value = made.get("token").asString();
    HttpRequest.Builder revoke =
        client
            .to(TOKENS + "/" + made.get("id").asString())
            .header("Authorization", "Bearer " + token)
            .DELETE();

    assertThat(client.get("/api/v1/me", value).statusCode()).isEqualTo(200);
    assertThat(client.send(revoke).statusCode()).isEqualTo(204);
    assertThat(client.get("/api/v1/me", value).statusCode()).isEqualTo(401);
    assertThat(client.send(revoke).statusCode()).isEqualTo(404);
  }

  @Test
  void anExpiredTokenOpensNothing() {
    String value = issue(Scope.WRITE, Optional.of(Duration.ofNanos(1)));

    assertThat(client.get("/api/v1/me", value).statusCode()).isEqualTo(401);
  }

  @Test
  void aReadingTokenChangesNothing() {
    String reading = issue(Scope.READ, Optional.empty());

    assertThat(client.get("/api/v1/me", reading).body()).contains("VIEWER");
    assertThat(client.post(TOKENS, reading, "{\"name\":\"more\"}").statusCode()).isEqualTo(403);
  }

  @Test
  void aBrowsersSessionIsNotAccepted() {
    client.signIn("admin", "correct horse battery", "");
    HttpResponse<String> answer = client.send(client.to("/api/v1/me"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aTokenInTheAddressIsIgnored() {
    assertThat(
            client
                .send(client.to("/api/v1/me?token=" + token + "&access_token=" + token))
                .statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rp_", "rp_0000000000000000000000000000000000000000", "x", "a.b."})
  void whatIsNoTokenOpensNothing(String value) {
    assertThat(client.get("/api/v1/me", value).statusCode()).isEqualTo(401);
  }

  @Test
  void aPasswordMakesATokenAndOpensNothingElse() {
    String basic = PortalClient.basic("admin", "correct horse battery");
    HttpRequest.Builder make =
        client
            .to(TOKENS)
            .header("Authorization", basic)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"cli\"}"));

    assertThat(client.send(make).statusCode()).isEqualTo(201);
    assertThat(client.send(client.to("/api/v1/me").header("Authorization", basic)).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\"|malformed-json|",
        "[]|malformed-json|",
        "{\"name\":\"a\",\"foo\":1}|invalid|foo",
        "{\"name\":5}|invalid|name",
        "{\"name\":\"a\",\"name\":\"b\"}|malformed-json|",
        "{\"name\":\"a\",\"scopes\":\"read\"}|invalid|scopes",
        "{\"name\":\"a\",\"scopes\":[\"admin\"]}|invalid|scopes",
        "{\"name\":\"a\",\"scopes\":[{}]}|invalid|scopes[0]",
        "{\"name\":\"\"}|invalid|name",
        "{\"name\":\"a\",\"expires\":\"P91D\"}|invalid|expires",
        "{\"name\":\"a\",\"expires\":\"PT-5M\"}|invalid|expires",
        "{\"name\":\"a\",\"expires\":\"soon\"}|invalid|expires",
        "{\"name\":\"a\",\"tenant\":\"Ab_c\"}|invalid|tenant",
        "{} {}|malformed-json|"
      })
  void aBodyWithAMistakeIsAnsweredWithItsPlace(String body, String code, String field) {
    HttpResponse<String> answer = client.post(TOKENS, token, body);
    JsonNode problem = PortalClient.json(answer);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.get("code").asString()).isEqualTo(code);
    assertThat(problem.get("requestId").asString())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(answer.body()).doesNotContain("Exception", "dev.rayport", "tools.jackson");
    if (field != null) {
      assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
    }
  }

  @Test
  void anotherTenantIsOutOfATokensReachAndTheTryIsWrittenDown() {
    String body = "{\"name\":\"a\",\"tenant\":\"other\"}";

    assertThat(client.post(TOKENS, token, body).statusCode()).isEqualTo(403);
    assertThat(
            jdbc.sql(
                    "select actor from audit_entry where action = 'ApiTokens.issue'"
                        + " and outcome = 'DENIED' and tenant_id = 'default'")
                .query(String.class)
                .list())
        .contains("admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<img src=x onerror=alert(1)>", "{{7*7}}", "'; drop table account; --"})
  void oddNamesAreJustText(String name) {
    client.post(TOKENS, token, "{\"name\":\"%s\"}".formatted(name));

    assertThat(client.get(TOKENS, token).body()).contains(name);
  }

  @Test
  void otherMistakesAreProblemsToo() {
    HttpRequest.Builder text =
        client
            .to(TOKENS)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("{}"));
    HttpRequest.Builder put =
        client.to(TOKENS).header("Authorization", "Bearer " + token).PUT(BodyPublishers.noBody());

    assertProblem(client.send(text), 415);
    assertProblem(client.send(put), 405);
    assertProblem(client.get("/api/v1/nothing", token), 404);
    assertProblem(client.get("/api/nothing", token), 404);
    assertProblem(client.get(TOKENS + "?limit=201", token), 400);
    assertProblem(client.get(TOKENS + "?limit=x", token), 400);
    assertProblem(client.get(TOKENS + "?cursor=%00", token), 400);
    assertProblem(client.get(TOKENS + "?sort=hash", token), 400);
    assertProblem(client.post(TOKENS, token, " ".repeat(1 << 21)), 413);
  }

  @Test
  void deepNestingIsRefusedQuickly() {
    String deep = "{\"scopes\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

    assertProblem(client.post(TOKENS, token, deep), 400);
  }

  @Test
  void theSameKeyGetsTheSameAnswerAndAnotherBodyNone() {
    String first = keyed("k-1", "{\"name\":\"idem\"}").body();

    assertThat(keyed("k-1", "{\"name\":\"idem\"}").body()).isEqualTo(first);
    HttpResponse<String> other = keyed("k-1", "{\"name\":\"other\"}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("idempotency-key-reused");
    assertThat(keyed("k".repeat(201), "{}").statusCode()).isEqualTo(400);
    assertThat(jdbc.sql("select body from idempotency_key").query(String.class).list())
        .as("answers lie there sealed")
        .noneMatch(body -> body.contains("rp_"));
  }

  @Test
  void fiftyEqualRequestsAtOnceAreDoneOnce() throws Exception {
    Callable<Integer> send = () -> keyed("k-50", "{\"name\":\"fifty\"}").statusCode();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers = threads.invokeAll(Collections.nCopies(50, send));
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(201, 409);
      }
    }
    assertThat(
            jdbc.sql("select count(*) from api_token where name = 'fifty'")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void probesSeeWhetherItIsUpAndOnlyUsersSeeMore() {
    assertThat(client.send(client.to("/health")).body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(client.send(client.to("/health/live")).statusCode()).isEqualTo(200);
    assertThat(client.send(client.to("/health/ready")).statusCode()).isEqualTo(200);
    assertThat(client.get("/health", token).body()).contains("database");
  }

  @Test
  void theContractIsServed() {
    String contract = client.send(client.to("/api/v1/openapi.json")).body();

    assertThat(contract).contains("/api/v1/me", "bearer", "\"limit\"");
  }

  private HttpResponse<String> keyed(String key, String body) {
    return client.send(
        client
            .to(TOKENS)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(PortalClient.json(answer).get("status").asInt()).isEqualTo(status);
  }
}
