package dev.rayport.tenant;

import java.util.Optional;

/**
 * Whether a quota has room for something.
 *
 * @param kind what is short; empty when nothing is
 * @param ofStage whether only the quota of its stage is short
 * @param reason in plain words with the numbers; empty when nothing is short
 */
public record QuotaVerdict(
    Answer answer, Optional<QuotaKind> kind, boolean ofStage, String reason) {

  /** There is room, there will be when others end, or there never is. */
  public enum Answer {
    FREE,
    LATER,
    NEVER
  }

  static final QuotaVerdict FREE = new QuotaVerdict(Answer.FREE, Optional.empty(), false, "");
}
