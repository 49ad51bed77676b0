package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterListTests extends ClusterWorld {

  private static final List<String> NAMES = List.of("one", "two", "three", "four", "five");

  @ParameterizedTest
  @ValueSource(strings = {"createdAt", "-createdAt"})
  void slicesFollowEachOtherInTheOrderOfCreationWithoutGapsOrRepeats(String order) {
    NAMES.forEach(this::create);
    List<String> read = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Slice<ClusterSummary> slice =
          service.slice(ClusterQuery.all(), new SliceRequest(2, cursor, Optional.of(order)));
      slice.items().forEach(cluster -> read.add(cluster.name()));
      cursor = slice.nextCursor();
    } while (cursor.isPresent());

    assertThat(read).containsExactlyElementsOf(order.startsWith("-") ? NAMES.reversed() : NAMES);
  }
}
