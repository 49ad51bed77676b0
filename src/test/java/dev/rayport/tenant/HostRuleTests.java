package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@TenantRoomTest
class HostRuleTests {

  @LocalServerPort private int port;

  @ParameterizedTest
  @CsvSource({
    "/api/v1/me, evil.example, unknown-host",
    "/health/ready, evil.example, unknown-host",
    "/api/v1/templates/a;b, localhost, malformed-address",
    "/api/v1//templates, localhost, malformed-address",
    "/api/v1/%2e%2e/me, localhost, malformed-address"
  })
  void programsReadTheRefusalAsAProblem(String path, String host, String code) throws IOException {
    assertThat(get(path, host))
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "\"code\":\"" + code + "\"", "\"requestId\":\"rq_");
  }

  @Test
  void peopleReadItAsText() throws IOException {
    assertThat(get("/", "evil.example")).startsWith("HTTP/1.1 400").contains("text/plain");
  }

  private String get(String path, String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      socket
          .getOutputStream()
          .write(request.formatted(path, host).getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
