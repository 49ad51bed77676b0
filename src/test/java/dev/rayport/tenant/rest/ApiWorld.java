package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.PortalClient;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantRoomTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenant room over HTTP, asked by its administrator. */
@TenantRoomTest
abstract class ApiWorld {

  static final String TOKENS = "/api/v1/tokens";
  @LocalServerPort private int port;
  @Autowired private ActingAs actingAs;
  @Autowired private ApiTokens tokens;
  @Autowired JdbcClient jdbc;
  PortalClient client;
  String token;

  @BeforeEach
  void open() {
    client = new PortalClient(port);
    token = issue(Scope.WRITE, Optional.empty());
  }

  @AfterEach
  void close() {
    client.close();
  }

  String issue(Scope scope, Optional<Duration> lifetime) {
    NewToken wish = new NewToken("test", scope, lifetime, Optional.empty());
    return actingAs.call("admin", new TenantId("default"), () -> tokens.issue(wish)).value();
  }

  static void assertProblem(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(PortalClient.json(answer).get("status").asInt()).isEqualTo(status);
  }
}
