package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

  @Test
  void aCursorWithAnotherTypeOfKeyIsRefused() {
    NAMES.forEach(this::create);
    SliceRequest first = new SliceRequest(2, Optional.empty(), Optional.of("createdAt"));
    String cursor = service.slice(ClusterQuery.all(), first).nextCursor().orElseThrow();
    String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    String forged =
        Base64.getUrlEncoder()
            .encodeToString(
                text.replaceFirst("\u001fi[^\u001f]+", "\u001fsnever")
                    .getBytes(StandardCharsets.UTF_8));
    SliceRequest next = new SliceRequest(2, Optional.of(forged), Optional.of("createdAt"));
    assertThatThrownBy(() -> service.slice(ClusterQuery.all(), next))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cursor");
  }
}
