package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.PortalClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ApiProblemsTests extends ApiWorld {

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
}
