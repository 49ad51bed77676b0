package dev.rayport.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests to one cluster as a server does: no header that looks like a browser's, no
 * redirects, no proxy, the token only as {@code X-Ray-Authorization}. The time limit covers the
 * whole answer, and an answer is cut off at {@link #MAX_ANSWER}, since the other side runs foreign
 * code.
 */
final class RayHttp {

  static final int MAX_ANSWER = 32 * 1024 * 1024;
  private static final JsonMapper JSON = new JsonMapper();

  private final RayEndpoint endpoint;
  private final HeadGate gate;

  RayHttp(RayEndpoint endpoint) {
    this.endpoint = endpoint;
    this.gate = HeadGate.of(endpoint.address());
  }

  /** Status and body, whatever the status is. */
  record Answer(int status, String body) {

    boolean ok() {
      return status == 200;
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JacksonException e) {
        throw new BackendException("The cluster sent no JSON but: " + RayErrors.shortened(body), e);
      }
    }
  }

  /** One that a head which is well answers within seconds. */
  Answer get(String path, Duration limit) {
    return gate.ask(() -> send(request(path).GET(), limit));
  }

  /** As {@link #get}. */
  Answer post(String path, Object body, Duration limit) {
    return gate.ask(() -> send(posting(path, body), limit));
  }

  /** One that may take long. */
  Answer handOver(String path, Object body, Duration limit) {
    return gate.transfer(() -> send(posting(path, body), limit));
  }

  /** One that may take long. */
  Answer put(String path, HttpRequest.BodyPublisher body, Duration limit) {
    return gate.transfer(() -> send(request(path).PUT(body), limit));
  }

  private HttpRequest.Builder posting(String path, Object body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  CompletableFuture<WebSocket> webSocket(String path, WebSocket.Listener listener) {
    WebSocket.Builder builder =
        endpoint.route().http().newWebSocketBuilder().connectTimeout(RayRoute.CONNECT);
    endpoint.route().headers().forEach(builder::header);
    endpoint.token().ifPresent(token -> builder.header("X-Ray-Authorization", bearer(token)));
    String address = endpoint.at(path).toString();
    return builder.buildAsync(URI.create(address.replaceFirst("^http", "ws")), listener);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.at(path));
    endpoint.route().headers().forEach(request::header);
    endpoint.token().ifPresent(token -> request.header("X-Ray-Authorization", bearer(token)));
    return request;
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  private Answer send(HttpRequest.Builder request, Duration limit) {
    CompletableFuture<HttpResponse<byte[]>> sending =
        endpoint.route().http().sendAsync(request.build(), info -> new CappedBody(MAX_ANSWER));
    try {
      HttpResponse<byte[]> response = sending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return answered(response.statusCode(), new String(response.body(), UTF_8));
    } catch (TimeoutException e) {
      sending.cancel(true);
      throw new HeadGate.Unanswered(
          "The cluster at %s did not answer within %d s."
              .formatted(endpoint.address(), limit.toSeconds()),
          e);
    } catch (InterruptedException e) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      throw silent("was not asked to the end: the portal is stopping", e);
    } catch (ExecutionException e) {
      throw new HeadGate.Unreached(
          "The cluster at %s does not answer (%s).".formatted(endpoint.address(), cause(e)), e);
    }
  }

  private Answer answered(int status, String body) {
    return switch (status) {
      case 401, 403 ->
          throw silent("refuses the portal's token: " + RayErrors.shortened(body), null);
      case 301, 302, 303, 307, 308, 502, 503, 504 ->
          throw new HeadGate.Unreached(
              "The cluster at %s is not reached behind its address (HTTP %d)."
                  .formatted(endpoint.address(), status));
      default -> new Answer(status, body);
    };
  }

  private static String cause(ExecutionException e) {
    Throwable cause = e.getCause() instanceof IOException io ? io : e;
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private BackendException silent(String what, @Nullable Throwable cause) {
    String message = "The cluster at %s %s.".formatted(endpoint.address(), what);
    return cause == null ? new BackendException(message) : new BackendException(message, cause);
  }
}
