package dev.rayport.admin;

import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Orders that only this room knows. Their values move all the time, so the cursor counts: a list
 * that is read in stretches shows a cluster twice, or not, when it passes another meanwhile.
 */
record FleetOrderBy(String text, Comparator<FleetCluster> comparator) {

  /** Empty: the database knows it, or nobody does. */
  static Optional<FleetOrderBy> of(Optional<String> sort) {
    return sort.flatMap(text -> {
      boolean descending = text.startsWith("-");
      Optional<Comparator<FleetCluster>> order =
          switch (descending ? text.substring(1) : text) {
            case "waste" -> Optional.of(FleetCluster.BY_WASTE);
            case "cost" -> Optional.of(FleetCluster.BY_COST);
            case "idle" -> Optional.of(FleetCluster.BY_IDLE);
            default -> Optional.empty();
          };
      return order
          .map(up -> descending ? up.reversed() : up)
          .map(up -> new FleetOrderBy(text, up.thenComparing(each -> each.summary().id().value())));
    });
  }

  Slice<FleetCluster> slice(List<FleetCluster> all, SliceRequest request) {
    int from = request.cursor().map(this::position).orElse(0);
    List<FleetCluster> items =
        all.stream().sorted(comparator).skip(from).limit(request.limit()).toList();
    int next = from + items.size();
    return new Slice<>(
        items,
        next < all.size() && !items.isEmpty() ? Optional.of(cursor(next)) : Optional.empty());
  }

  private String cursor(int position) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString("%s %d".formatted(text, position).getBytes(StandardCharsets.UTF_8));
  }

  private int position(String cursor) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ");
      if (parts.length == 2 && parts[0].equals(text)) {
        return Math.max(0, Integer.parseInt(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw KeysetSlices.foreign();
    }
    throw KeysetSlices.foreign();
  }
}
