package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.PortalClient;
import dev.rayport.tenant.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokensRestTests extends ApiWorld {

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
  void theListIsReadInStretches() {
    issue(Scope.READ, Optional.empty());

    JsonNode first = PortalClient.json(client.get(TOKENS + "?limit=1", token));
    String next = TOKENS + "?limit=1&cursor=" + first.get("nextCursor").asString();
    JsonNode second = PortalClient.json(client.get(next, token));

    assertThat(first.get("items")).hasSize(1);
    assertThat(second.get("items")).hasSize(1);
    assertThat(second.get("items").get(0).get("id"))
        .isNotEqualTo(first.get("items").get(0).get("id"));
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
}
