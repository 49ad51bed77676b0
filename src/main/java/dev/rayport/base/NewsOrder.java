package dev.rayport.base;

import dev.rayport.base.NewsTable.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads news once each although ids are given before the commit: what is beyond a gap is read at
 * once, and the gap is looked at again until it is filled or has been there for too long, as those
 * of rolled back transactions stay for ever.
 */
final class NewsOrder {

  /** Nobody's news take that long from id to commit; see {@link ChangeFeed}. */
  static final Duration GAPS_LAST = Duration.ofSeconds(5);

  private final TreeMap<Long, Long> beyondGap = new TreeMap<>();
  private long settled;

  /**
   * @param settled what is up to here is known
   */
  NewsOrder(long settled) {
    this.settled = settled;
  }

  /** Everything up to here was read or is given up. */
  long settled() {
    return settled;
  }

  /**
   * @param rows beyond {@link #settled()}, without a hole of the reader's making
   * @param full whether more may follow; then gaps are not waited for, or reading would stand still
   * @param now in nanoseconds
   * @return those that were not read before
   */
  List<Row> read(List<Row> rows, boolean full, long now) {
    List<Row> fresh = new ArrayList<>();
    for (Row row : rows) {
      if (row.id() > settled && beyondGap.putIfAbsent(row.id(), now) == null) {
        fresh.add(row);
      }
    }
    while (!beyondGap.isEmpty()) {
      long first = beyondGap.firstKey();
      boolean givenUp = now - beyondGap.firstEntry().getValue() > GAPS_LAST.toNanos();
      if (first != settled + 1 && !givenUp && !full) {
        break;
      }
      settled = first;
      beyondGap.remove(first);
    }
    return fresh;
  }
}
