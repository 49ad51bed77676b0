package dev.rayport.tenant;

import java.time.Instant;

/** Rows that end by time; asked once a day to go. */
public interface OldRows {

  /** Removes what nobody needs at {@code now} any more, and says how many rows that were. */
  int removeOld(Instant now);
}
