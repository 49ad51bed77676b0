package dev.rayport.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import dev.rayport.backend.FakeClusterBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the portal over HTTP as its first administrator, with clusters in memory. */
abstract class ApiTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Autowired MockMvcTester http;
  @Autowired FakeClusterBackend backend;
  private String token = "";

  @BeforeEach
  void signIn() throws IOException {
    backend.reset();
    token =
        JSON.readTree(Files.readString(Path.of(PortalTest.HOME, "initial-admin.json")))
            .path("token")
            .asString();
  }

  static Predicate<JsonNode> state(String state) {
    return cluster -> cluster.path("state").asString().equals(state);
  }

  JsonNode await(String idOrName, Predicate<JsonNode> until) {
    return Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> json(get("/api/v1/clusters/" + idOrName), 200), until);
  }

  MvcTestResult get(String uri) {
    return send(HttpMethod.GET, uri, "");
  }

  MvcTestResult post(String uri, String body) {
    return send(HttpMethod.POST, uri, body);
  }

  MvcTestResult delete(String idOrName) {
    return send(HttpMethod.DELETE, "/api/v1/clusters/" + idOrName, "");
  }

  MvcTestResult send(HttpMethod method, String uri, String body) {
    return send(method, uri, MediaType.APPLICATION_JSON, body);
  }

  MvcTestResult send(HttpMethod method, String uri, MediaType type, String body) {
    return http.method(method)
        .uri(URI.create(uri))
        .header("Authorization", "Bearer " + token)
        .contentType(type)
        .content(body)
        .exchange();
  }

  static JsonNode json(MvcTestResult result, int status) {
    assertThat(result).hasStatus(status);
    return JSON.readTree(result.getResponse().getContentAsByteArray());
  }
}
