package dev.rayport.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked for twice happens once. */
class DoubleClickTests extends Journey {

  private static final int SENDERS = 50;

  @Test
  void twoQuickClicksMakeOneJob() {
    portal.rest().readyCluster("calm");
    signIn();
    page.navigate("/jobs/new");
    page.locator("vaadin-text-area textarea").first().fill("echo only once");
    action("Submit job").dblclick();
    idInAddress("jobs");
    assertThat(portal.rest().get("/jobs").get("items")).hasSize(1);

    action("Resubmit").dblclick();
    assertThat(page.getByText("Resubmitted").first()).isVisible();
    assertThat(portal.rest().get("/jobs").get("items")).hasSize(2);
  }

  @Test
  void manySendersWithOneKeyMakeOneCluster() throws Exception {
    Rest rest = portal.rest();
    Map<String, String> wish = Map.of("name", "key", "template", "cpu-small");
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Rest.Answer>> answers =
          IntStream.range(0, SENDERS)
              .mapToObj(i ->
                  senders.submit(() -> rest.tryPost("/clusters", wish, "Idempotency-Key", "k1")))
              .toList();
      for (Future<Rest.Answer> answer : answers) {
        assertThat(answer.get().status()).isIn(202, 409);
      }
    }
    assertThat(rest.get("/clusters?q=key").get("items")).hasSize(1);
    Rest.Answer other =
        rest.tryPost(
            "/clusters", Map.of("name", "other", "template", "cpu-small"), "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(422);
  }
}
