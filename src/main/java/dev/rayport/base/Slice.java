package dev.rayport.base;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stretch of a list.
 *
 * @param nextCursor where the next stretch starts; empty at the end
 */
public record Slice<T>(List<T> items, Optional<String> nextCursor) {

  public <R> Slice<R> map(Function<? super T, ? extends R> mapper) {
    return new Slice<>(items.stream().<R>map(mapper).toList(), nextCursor);
  }
}
