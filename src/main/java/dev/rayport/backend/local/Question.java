package dev.rayport.backend.local;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A slow question that is asked aside, one at a time, so that whoever waits can do other things.
 */
final class Question<T> {

  private final AtomicBoolean asked = new AtomicBoolean();
  private final AtomicReference<@Nullable T> answer = new AtomicReference<>();

  /** Does nothing while the last one is unanswered. */
  void ask(Supplier<T> answering) {
    if (asked.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("ray-probe")
          .start(() -> {
            try {
              answer.set(answering.get());
            } finally {
              asked.set(false);
            }
          });
    }
  }

  /** The answer that came since the last call. */
  Optional<T> take() {
    return Optional.ofNullable(answer.getAndSet(null));
  }
}
