package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that knows only the HTTP contract. */
final class Rest {

  /** An answer as it came. */
  record Answer(int status, HttpResponse<byte[]> response) {

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private static final String API = "/api/v1";

  private final URI portal;
  private final String token;

  Rest(URI portal, String token) {
    this.portal = portal;
    this.token = token;
  }

  /** A client of a user with a password, as a command line signs in. */
  static Rest signIn(URI portal, String user, String password) {
    String basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    Answer answer =
        new Rest(portal, "")
            .tryPost("/tokens", Map.of("name", "journey"), "Authorization", "Basic " + basic);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    return new Rest(portal, answer.json().get("token").asString());
  }

  Rest withToken(String other) {
    return new Rest(portal, other);
  }

  /** The same caller of a portal that has another address by now. */
  Rest at(URI other) {
    return new Rest(other, token);
  }

  JsonNode get(String path) {
    Answer answer = call("GET", API + path);
    assertThat(answer.status()).as("GET %s: %s", path, answer.text()).isEqualTo(200);
    return answer.json();
  }

  String text(String path, String... headers) {
    Answer answer = call("GET", API + path, BodyPublishers.noBody(), headers);
    assertThat(answer.status()).as("GET %s", path).isBetween(200, 206);
    return answer.text();
  }

  /** Posts and expects it to be accepted. */
  JsonNode post(String path, Object body, String... headers) {
    Answer answer = tryPost(path, body, headers);
    assertThat(answer.status()).as("POST %s: %s", path, answer.text()).isBetween(200, 202);
    return answer.json();
  }

  Answer tryPost(String path, Object body, String... headers) {
    return tryPost(path, JsonMapper.shared().writeValueAsString(body), headers);
  }

  Answer tryPost(String path, String body, String... headers) {
    return call(
        "POST",
        API + path,
        BodyPublishers.ofString(body),
        with(headers, "Content-Type", "application/json"));
  }

  Answer delete(String path) {
    return call("DELETE", API + path);
  }

  Answer putPackage(byte[] bytes) {
    return call(
        "PUT",
        API + "/packages",
        BodyPublishers.ofByteArray(bytes),
        "Content-Type",
        "application/zip");
  }

  /** Asks for changes, by the contract's long poll, until the object is as wanted. */
  JsonNode until(String path, Duration limit, Predicate<JsonNode> wanted) {
    Instant end = Instant.now().plus(limit);
    JsonNode seen = get(path);
    while (!wanted.test(seen)) {
      assertThat(Instant.now()).as("%s became only %s", path, seen).isBefore(end);
      seen = get(path + "?wait=PT2S");
    }
    return seen;
  }

  JsonNode untilState(String path, String... states) {
    return until(path, Duration.ofMinutes(2), seen -> List.of(states).contains(state(seen)));
  }

  static String state(JsonNode object) {
    return object.get("state").asString();
  }

  Answer call(String method, String path) {
    return call(method, path, BodyPublishers.noBody());
  }

  Answer call(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(portal.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .method(method, body);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String[] with(String[] headers, String name, String value) {
    if (List.of(headers).contains(name)) {
      return headers;
    }
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = name;
    all[headers.length + 1] = value;
    return all;
  }

  /** A cluster from the smallest template, READY. */
  JsonNode readyCluster(String name) {
    JsonNode cluster = post("/clusters", Map.of("name", name, "template", "cpu-small"));
    return untilState("/clusters/" + cluster.get("id").asString(), "READY", "FAILED");
  }
}
