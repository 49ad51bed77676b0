package dev.rayport.base;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lists that are at hand as a whole, in the manner of {@link KeysetSlices}: the cursor holds the
 * name of the last item, so that what comes and goes in between moves nothing.
 */
public final class NameSlices {

  private static final String ASCENDING = "name";
  private static final String DESCENDING = "-name";
  private static final String FIELD = "\u001f";

  private NameSlices() {}

  /**
   * @param name tells the items apart
   * @throws Refusal for any other sort field than {@code name}, or a cursor that is not from here
   */
  public static <T> Slice<T> of(List<T> items, Function<T, String> name, SliceRequest request) {
    String sort = request.sort().orElse(ASCENDING);
    Comparator<String> order = order(sort);
    Optional<String> last = request.cursor().map(cursor -> decode(cursor, sort));
    List<T> rest =
        items.stream()
            .filter(item -> last.isEmpty() || order.compare(name.apply(item), last.get()) > 0)
            .sorted(Comparator.comparing(name, order))
            .toList();
    if (rest.size() <= request.limit()) {
      return new Slice<>(rest, Optional.empty());
    }
    List<T> stretch = rest.subList(0, request.limit());
    return new Slice<>(stretch, Optional.of(encode(sort, name.apply(stretch.getLast()))));
  }

  private static Comparator<String> order(String sort) {
    return switch (sort) {
      case ASCENDING -> Comparator.naturalOrder();
      case DESCENDING -> Comparator.reverseOrder();
      default -> throw Refusal.invalid("sort", "sort must be name or -name.");
    };
  }

  private static String encode(String sort, String name) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((sort + FIELD + name).getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String cursor, String sort) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(sort + FIELD)) {
        return text.substring(sort.length() + FIELD.length());
      }
    } catch (IllegalArgumentException e) {
      throw KeysetSlices.foreign();
    }
    throw KeysetSlices.foreign();
  }
}
