package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthRestTests extends ApiWorld {

  @Test
  void probesSeeWhetherItIsUpAndOnlyUsersSeeMore() {
    assertThat(client.send(client.to("/health")).body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(client.send(client.to("/health/live")).statusCode()).isEqualTo(200);
    assertThat(client.send(client.to("/health/ready")).statusCode()).isEqualTo(200);
    assertThat(client.get("/health", token).body()).contains("database");
  }

  @Test
  void theContractIsServed() {
    String contract = client.send(client.to("/api/v1/openapi.json")).body();

    assertThat(contract).contains("/api/v1/me", "bearer", "\"limit\"", "application/problem+json");
  }
}
