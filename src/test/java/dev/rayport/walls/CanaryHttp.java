package dev.rayport.walls;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests of the people of two tenants, and the whole text of the answers. */
final class CanaryHttp {

  private final MockMvcTester http;
  private final TwoTenants tenants;

  CanaryHttp(MockMvcTester http, TwoTenants tenants) {
    this.http = http;
    this.tenants = tenants;
  }

  /** What must go well. */
  JsonNode as(TwoTenants.Person person, String method, String path, String body) {
    return JsonMapper.shared().readTree(sendAndExpect(person, method, path, body));
  }

  private String sendAndExpect(TwoTenants.Person person, String method, String path, String body) {
    var answer = exchange(method, path, bearer(person), body);
    String said = text(answer);
    assertThat(answer.getResponse().getStatus())
        .as("%s %s: %s", method, path, said)
        .isBetween(200, 202);
    return said.isEmpty() ? "null" : said;
  }

  String send(TwoTenants.Person person, String method, String path, String body) {
    return send(method, path, bearer(person), body);
  }

  private String bearer(TwoTenants.Person person) {
    return tenants.token(person).map(token -> "Bearer " + token).orElse("");
  }

  String send(String method, String path, String authorization, String body) {
    return text(exchange(method, path, authorization, body));
  }

  private MvcTestResult exchange(String method, String path, String authorization, String body) {
    var request =
        http.method(HttpMethod.valueOf(method))
            .uri(URI.create(path))
            .contentType(MediaType.APPLICATION_JSON);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (!body.isEmpty()) {
      request.content(body);
    }
    return request.exchange();
  }

  private static String text(MvcTestResult answer) {
    return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
