package dev.rayport.base;

import java.util.Optional;

/**
 * Which stretch of a list.
 *
 * @param limit 1 to 200
 * @param cursor from the stretch before; empty for the first
 * @param sort field, descending with a leading dash, such as {@code -createdAt}
 */
public record SliceRequest(int limit, Optional<String> cursor, Optional<String> sort) {

  public static final int MAX_LIMIT = 200;
  public static final int DEFAULT_LIMIT = 50;

  public SliceRequest {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Refusal.invalid("limit", "limit must be between 1 and " + MAX_LIMIT + ".");
    }
  }

  public static SliceRequest first(int limit) {
    return new SliceRequest(limit, Optional.empty(), Optional.empty());
  }
}
