package dev.rayport.base.rest;

import dev.rayport.base.Slice;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list as clients read it.
 *
 * @param nextCursor goes into {@code cursor} for the next stretch; null at the end
 */
public record ListAnswer<T>(List<T> items, @Nullable String nextCursor) {

  public static <T> ListAnswer<T> of(Slice<T> slice) {
    return new ListAnswer<>(slice.items(), slice.nextCursor().orElse(null));
  }

  public static <T, R> ListAnswer<R> of(Slice<T> slice, Function<? super T, ? extends R> item) {
    return of(slice.map(item));
  }
}
