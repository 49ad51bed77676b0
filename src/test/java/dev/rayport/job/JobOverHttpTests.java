package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.IssuedToken;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What only a real connection shows: silence, its end, and answers given again. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.datasource.url=jdbc:h2:mem:follow;MODE=MySQL;DB_CLOSE_DELAY=-1")
@DirtiesContext
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JobOverHttpTests extends JobWorld {

  private static final TenantId TENANT = new TenantId("default");
  @LocalServerPort private int port;
  @Autowired private ActingAs actingAs;
  @Autowired private ApiTokens tokens;
  @Autowired private AccountService accounts;
  @Autowired private TenantService tenants;
  @Autowired private JdbcClient jdbc;

  @Test
  void aRevokedTokenFollowsNoFurther() throws Exception {
    JobId job = talking();
    IssuedToken token = token("admin");
    BufferedReader log = follow(job, token.value());

    actingAs.call("admin", TENANT, () -> revoke(token));

    assertThatThrownBy(log::readLine).isInstanceOf(IOException.class);
    soon(() -> assertThat(followers.listening(job.value())).isZero());
  }

  @Test
  void aDisabledAccountFollowsNoFurther() throws Exception {
    JobId job = talking();
    actingAs.call("admin", TENANT, () -> accounts.create("leaver", "until-next-friday"));
    actingAs.call("admin", TENANT, () -> join("leaver"));
    BufferedReader log = follow(job, token("leaver").value());

    actingAs.call("admin", TENANT, () -> disable("leaver"));

    assertThatThrownBy(log::readLine).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatHasLeftIsNotWaitedFor() throws Exception {
    JobId job = talking();
    HttpClient http = HttpClient.newHttpClient();
    InputStream body = body(http, job, token("admin").value());
    assertThat(body.read()).isEqualTo('h');
    assertThat(followers.listening(job.value())).isEqualTo(1);

    http.shutdownNow();

    soon(() -> assertThat(followers.listening(job.value())).isZero());
  }

  @Test
  void aRepeatAfterACrashGivesTheJobThatWasMadeBeforeIt() throws Exception {
    JsonNode first = submit();
    jdbc.sql("update idempotency_key set status = null, body = null, held_until = null").update();

    JsonNode repeat = submit();
    JsonNode stored = submit();

    assertThat(first.path("id").asString()).startsWith("job_");
    assertThat(repeat.path("id")).isEqualTo(first.path("id"));
    assertThat(stored).isEqualTo(repeat);
    signIn("admin", Role.VIEWER, TENANT.value());
    assertThat(jobs.list(JobQuery.all(), PageRequest.of(0, 50)))
        .filteredOn(job -> job.name().equals("once"))
        .hasSize(1);
  }

  private JsonNode submit() throws Exception {
    String body = "{\"name\":\"once\",\"cluster\":\"train-1\",\"entrypoint\":\"ls\"}";
    NewToken wish = new NewToken("submit", Scope.WRITE, Optional.empty(), Optional.empty());
    String token = actingAs.call("admin", TENANT, () -> tokens.issue(wish)).value();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/api/v1/jobs".formatted(port)))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "k-crash")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(202);
      return new JsonMapper().readTree(answer.body());
    }
  }

  /** A running job of the tenant that has said one line. */
  private JobId talking() {
    signIn("admin", Role.RESEARCHER, TENANT.value());
    JobId job = jobs.submit(wish(Map.of())).id();
    reaches(job, JobState.PENDING);
    ray.run(job + "-1");
    ray.log(job + "-1", "hello\n");
    soon(() -> assertThat(log(job, 1)).isEqualTo("hello\n"));
    return job;
  }

  private BufferedReader follow(JobId job, String token) throws Exception {
    InputStream body = body(HttpClient.newHttpClient(), job, token);
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    assertThat(lines.readLine()).isEqualTo("hello");
    return lines;
  }

  private InputStream body(HttpClient http, JobId job, String token) throws Exception {
    URI address =
        URI.create("http://localhost:%d/api/v1/jobs/%s/logs?follow=true".formatted(port, job));
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build();
    return http.send(request, BodyHandlers.ofInputStream()).body();
  }

  private IssuedToken token(String account) {
    NewToken wish = new NewToken("follow", Scope.READ, Optional.empty(), Optional.empty());
    return actingAs.call(account, TENANT, () -> tokens.issue(wish));
  }

  private boolean revoke(IssuedToken token) {
    tokens.revoke(token.token().id());
    return true;
  }

  private boolean join(String account) {
    tenants.setMember(TENANT, account, Role.VIEWER);
    return true;
  }

  private boolean disable(String account) {
    accounts.disable(account);
    return true;
  }
}
