package dev.rayport.base.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code limit}, {@code cursor} and {@code sort} of a list's address. */
public final class SliceParameters {

  private SliceParameters() {}

  /**
   * @throws Refusal naming the parameter that is wrong
   */
  public static SliceRequest of(HttpServletRequest request) {
    return new SliceRequest(
        limit(request.getParameter("limit")), text(request, "cursor"), text(request, "sort"));
  }

  private static int limit(@Nullable String text) {
    if (text == null) {
      return SliceRequest.DEFAULT_LIMIT;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("limit", "limit must be a whole number.");
    }
  }

  private static Optional<String> text(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
  }
}
