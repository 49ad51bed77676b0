package dev.rayport.base.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LongPollTests {

  private final ChangeFeed feed = new ChangeFeed();
  private final LongPoll poll = new LongPoll(feed);
  private final AtomicReference<String> state = new AtomicReference<>("STARTING");
  private final AtomicInteger reads = new AtomicInteger();

  private String await(Duration wait) {
    return poll.await(
        Optional.of(wait),
        "cluster",
        "cl_1",
        () -> {
          reads.incrementAndGet();
          return state.get();
        },
        Function.identity());
  }

  @Test
  void withoutWaitItReadsOnce() {
    assertThat(poll.await(Optional.empty(), "cluster", "cl_1", state::get, Function.identity()))
        .isEqualTo("STARTING");
  }

  @Test
  void whenTheTimeIsOverTheUnchangedObjectComesBack() {
    Instant start = Instant.now();

    assertThat(await(Duration.ofMillis(120))).isEqualTo("STARTING");
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(100));
  }

  @Test
  void aChangeOfStateIsAnsweredAtOnce() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() ->
            poll.await(
                Optional.of(Duration.ofSeconds(30)),
                "cluster",
                "cl_1",
                () -> {
                  waiting.countDown();
                  return state.get();
                },
                Function.identity()));
    assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
    state.set("READY");
    feed.publish(new Change("default", "cluster", "cl_1"));

    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("READY");
  }

  @Test
  void newsOfOtherObjectsDoesNotCauseReads() throws Exception {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> await(Duration.ofMillis(300)));
    for (int i = 0; i < 100; i++) {
      feed.publish(new Change("default", "cluster", "cl_2"));
      feed.publish(new Change("default", "job", "cl_1"));
    }
    answer.get(5, TimeUnit.SECONDS);

    assertThat(reads).hasValueLessThan(4);
  }
}
