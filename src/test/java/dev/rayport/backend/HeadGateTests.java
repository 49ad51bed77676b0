package dev.rayport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeadGateTests {

  private final FakeRay ray = new FakeRay("secret");
  private final RayClient client = new RayClient(ray.endpoint());

  @AfterEach
  void close() {
    ray.close();
  }

  @Test
  void whileAHeadHangsOneGoesOnAskingAndOthersFailAtOnce() throws Exception {
    ray.hang(true);
    List<Future<?>> stuck = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        stuck.add(callers.submit(client::jobs));
      }
      Awaitility.await()
          .pollDelay(HeadGate.PATIENCE.plusSeconds(1))
          .until(() -> stuck.stream().filter(Future::isDone).count() >= 24);
      Instant asked = Instant.now();
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(client::version).isInstanceOf(BackendException.class);
      }
      assertThat(Duration.between(asked, Instant.now()))
          .as("a hundred calls, while one that waits waits for longer")
          .isLessThan(HeadGate.PATIENCE);
      ray.hang(false);
    }
    assertThat(client.version()).isEqualTo("2.58.0");
  }

  @Test
  void aHeadThatIsNeverThereCountsAsSilentAfterAWhile() {
    assertThat(client.version()).isEqualTo("2.58.0");
    assertThat(ray.endpoint().silent()).isFalse();
    RayEndpoint head = ray.endpoint();
    ray.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          assertThatThrownBy(client::version).isInstanceOf(BackendException.class);
          return head.silent();
        });
  }

  @Test
  void manyQuestionsToAHeadThatIsWellAreAllAnswered() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        answers.add(callers.submit(client::version));
      }
    }
    for (Future<String> answer : answers) {
      assertThat(answer.get()).isEqualTo("2.58.0");
    }
  }
}
