package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.RayEndpoint;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class StopGuardTests {

  private final ClusterEntity cluster = new ClusterEntity();
  private final Optional<ClusterObservation> seen =
      Optional.of(
          new ClusterObservation(
              ClusterObservation.Phase.READY,
              "",
              "",
              List.of(),
              List.of(),
              Optional.of(new RayEndpoint(URI.create("http://127.0.0.1:1"), Optional.empty()))));

  @Test
  void everyoneIsAskedOncePerStart() {
    AtomicInteger asked = new AtomicInteger();
    StopGuard guard = guard((id, endpoint) -> asked.incrementAndGet(), Duration.ofSeconds(5));

    guard.ask(cluster, seen);
    guard.ask(cluster, seen);
    assertThat(asked).hasValue(1);
    cluster.startNumber++;
    guard.ask(cluster, seen);
    assertThat(asked).hasValue(2);
  }

  @Test
  void whatDoesNotAnswerIsNotAskedAbout() {
    AtomicInteger asked = new AtomicInteger();
    guard((id, endpoint) -> asked.incrementAndGet(), Duration.ofSeconds(5))
        .ask(cluster, Optional.empty());
    assertThat(asked).hasValue(0);
  }

  @Test
  void neitherAFailureNorTheDeadlineKeepsTheCluster() {
    guard(
            (id, endpoint) -> {
              throw new IllegalStateException("disk full");
            },
            Duration.ofSeconds(5))
        .ask(cluster, seen);

    CountDownLatch never = new CountDownLatch(1);
    Instant start = Instant.now();
    guard(
            (id, endpoint) -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            Duration.ofMillis(200))
        .ask(cluster, seen);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
    never.countDown();
  }

  private static StopGuard guard(BeforeStop beforeStop, Duration deadline) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("guard", beforeStop);
    ClusterProperties properties =
        new ClusterProperties(
            Duration.ofMinutes(10),
            deadline,
            Duration.ofSeconds(15),
            20,
            32,
            Duration.ofMinutes(5),
            Duration.ofDays(7),
            Set.of());
    return new StopGuard(beans.getBeanProvider(BeforeStop.class), properties);
  }
}
