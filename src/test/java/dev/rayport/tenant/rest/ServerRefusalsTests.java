package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.TenantRoomTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server refuses before any filter or controller sees it. */
@TenantRoomTest
class ServerRefusalsTests {

  private static final String LONG = "a".repeat(100_000);

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/a|b, 400, malformed-request",
    "GET, /api/v1/a<NUL>b, 400, malformed-request",
    "GET, /api/v1/a%00b, 400, malformed-request",
    "GET, /api/v1/a%zzb, 400, malformed-request",
    "GET, /api/v1/me?a=|, 400, malformed-request",
    "TRACE, /api/v1/me, 405, method-not-allowed",
    "TRACE, /health, 405, method-not-allowed"
  })
  void programsReadAProblem(String method, String path, int status, String code)
      throws IOException {
    assertProblem(ask(method, path, ""), status, code);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /clusters/a|b, 400",
    "GET, /clusters/a%00b, 400",
    "TRACE, /login, 405",
    "G@T, /login, 400"
  })
  void peopleReadASentence(String method, String path, int status) throws IOException {
    assertSentence(ask(method, path, ""), status);
  }

  @ParameterizedTest
  @CsvSource({"/api/v1/me, true", "/login, false"})
  void headersOverTheLimitAreTooLarge(String path, boolean program) throws IOException {
    String answer = ask("GET", path, "X-A: " + LONG + "\r\n");

    if (program) {
      assertProblem(answer, 431, "headers-too-large");
    } else {
      assertSentence(answer, 431);
    }
  }

  @Test
  void anAddressOverTheLimitIsTooLong() throws IOException {
    assertSentence(ask("GET", "/api/v1/" + LONG, ""), 414);
  }

  private static void assertProblem(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains("\r\nContent-Type: application/problem+json\r\n");
    JsonNode problem = JsonMapper.shared().readTree(answer.split("\r\n\r\n", 2)[1]);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("code").asString()).isEqualTo(code);
    assertThat(problem.get("detail").asString()).isNotEmpty();
    assertThat(answer).contains("X-Request-Id: " + problem.get("requestId").asString());
    assertThat(answer).doesNotContainIgnoringCase("tomcat", "exception", "Server:");
  }

  private static void assertSentence(String answer, int status) {
    assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\r\nContent-Type: text/plain");
    assertThat(answer.split("\r\n\r\n", 2)[1]).endsWith(".\n").hasLineCount(1);
    assertThat(answer).doesNotContainIgnoringCase("tomcat", "exception", "Server:", "<");
  }

  private String ask(String method, String path, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n";
      byte[] bytes =
          request
              .formatted(method, path.replace("<NUL>", "\0"), headers)
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
