package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks below {@code /ray/train-1} as Ray's own clients do. */
abstract class RayDoorWorld extends JobWorld {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  String token = "";

  int port() {
    return port;
  }

  JobId running(String chosen) throws Exception {
    HttpResponse<String> answer =
        submit("{\"entrypoint\": \"ls\", \"submission_id\": \"%s\"}".formatted(chosen));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JobId job = new JobId(json(get("/jobs/" + chosen)).at("/metadata/rayport_job").asString());
    reaches(job, JobState.PENDING);
    ray.run(job + "-1");
    reaches(job, JobState.RUNNING);
    return job;
  }

  String base() {
    return "http://localhost:%d/ray/train-1/api".formatted(port);
  }

  HttpResponse<String> submit(String body) throws Exception {
    return call("POST", "/jobs/", body);
  }

  HttpResponse<String> get(String path) throws Exception {
    return call("GET", path, "");
  }

  HttpResponse<String> put(String path, byte[] body) throws Exception {
    return send(request(base() + path).PUT(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> call(String method, String path, String body) throws Exception {
    return send(
        request(base() + path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** The first line of the answer to an address that is sent as it is. */
  String raw(String path, String headers) throws IOException {
    try (Socket socket = new Socket("localhost", port);
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      String request =
          "GET %s HTTP/1.1\nHost: localhost:%d\nAuthorization: Bearer %s\n%s\n"
              .formatted(path, port, token, headers)
              .replace("\n", "\r\n");
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
      return line.append(' ').toString();
    }
  }

  static final class Follower implements WebSocket.Listener {

    final StringBuffer text = new StringBuffer();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return WebSocket.Listener.super.onClose(socket, code, reason);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
