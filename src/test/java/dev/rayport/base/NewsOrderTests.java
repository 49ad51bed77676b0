package dev.rayport.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.NewsTable.Row;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewsOrderTests {

  private static final long SECOND = 1_000_000_000L;
  private final NewsOrder order = new NewsOrder(10);

  @Test
  void whatIsCommittedLaterIsReadThoughItsIdIsLower() {
    assertThat(read(0, 11, 13)).containsExactly(11L, 13L);
    assertThat(order.settled()).isEqualTo(11);
    assertThat(read(1, 12, 13)).containsExactly(12L);
    assertThat(order.settled()).isEqualTo(13);
    assertThat(read(1)).isEmpty();
  }

  @Test
  void whatWasRolledBackIsNotWaitedForForEver() {
    assertThat(read(0, 12, 14)).containsExactly(12L, 14L);
    assertThat(read(4, 12, 14)).isEmpty();
    assertThat(order.settled()).isEqualTo(10);
    assertThat(read(6, 12, 14, 15)).containsExactly(15L);
    assertThat(order.settled()).isEqualTo(15);
  }

  @Test
  void aFullHandDoesNotStopAtAGap() {
    order.read(rows(12, 13), true, 0);
    assertThat(order.settled()).isEqualTo(13);
  }

  private List<Long> read(long second, long... ids) {
    return order.read(rows(ids), false, second * SECOND).stream().map(Row::id).toList();
  }

  private static List<Row> rows(long... ids) {
    return LongStream.of(ids)
        .mapToObj(id -> new Row(id, false, new Change("t", "cluster", "c" + id)))
        .toList();
  }
}
