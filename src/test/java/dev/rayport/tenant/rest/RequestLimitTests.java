package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import dev.rayport.base.rest.ProblemWriter;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@PortalTest
class RequestLimitTests {

  @Autowired private ProblemWriter problems;
  private final AtomicLong now = new AtomicLong();
  private final RequestBudgets budgets = new RequestBudgets(new RequestProperties(2, 3), now::get);

  @AfterEach
  void away() {
    Acting.nobody();
  }

  private MockHttpServletResponse ask(String tenant, String who) throws Exception {
    Acting.as(tenant, who, Role.RESEARCHER);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new RequestLimit(budgets, problems)
        .doFilter(
            new MockHttpServletRequest("GET", "/api/v1/clusters"), response, new MockFilterChain());
    return response;
  }

  private int answered(int times, String tenant, String who) throws Exception {
    int answered = 0;
    for (int i = 0; i < times; i++) {
      answered += ask(tenant, who).getStatus() == 200 ? 1 : 0;
    }
    return answered;
  }

  @Test
  void aCallersBurstEndsAfterTenSecondsWorthAndFillsUpAgain() throws Exception {
    assertThat(answered(50, "one", "ada")).isEqualTo(20);
    MockHttpServletResponse refused = ask("one", "ada");
    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    assertThat(refused.getContentType()).isEqualTo("application/problem+json");
    assertThat(refused.getContentAsString()).contains("too-many-requests", "?wait=PT60S");

    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(answered(50, "one", "ada")).isEqualTo(4);
  }

  @Test
  void aTenantsBurstIsNoOtherTenantsWait() throws Exception {
    assertThat(answered(50, "one", "ada")).isEqualTo(20);
    assertThat(answered(50, "one", "bob")).isEqualTo(10);
    assertThat(answered(50, "one", "cyd")).isZero();
    assertThat(answered(50, "other", "eve")).isEqualTo(20);
  }

  @Test
  void whoIsNobodyIsNotCounted() throws Exception {
    Acting.nobody();
    MockHttpServletResponse response = new MockHttpServletResponse();
    new RequestLimit(budgets, problems)
        .doFilter(new MockHttpServletRequest("GET", "/health"), response, new MockFilterChain());
    assertThat(response.getStatus()).isEqualTo(200);
  }
}
