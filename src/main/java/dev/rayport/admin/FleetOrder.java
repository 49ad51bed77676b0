package dev.rayport.admin;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The same for many clusters.
 *
 * @param ids of clusters of any tenant
 * @param reason for their owners to read
 * @param by how much longer they run; only to extend them
 */
public record FleetOrder(
    List<String> ids, FleetAction action, String reason, Optional<Duration> by) {

  public static final int MOST = 500;
  public static final int LONGEST_REASON = 300;

  /** Spaces and line breaks in a row become one space. */
  public FleetOrder {
    ids = ids.stream().distinct().toList();
    reason = reason.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
  }

  /**
   * @throws Refusal INVALID naming each field
   */
  void check() {
    List<FieldError> mistakes = new ArrayList<>();
    if (ids.isEmpty() || ids.size() > MOST) {
      mistakes.add(new FieldError("ids", "Name 1 to %d clusters by their ids.".formatted(MOST)));
    }
    if (reason.isEmpty()) {
      mistakes.add(new FieldError("reason", "Say why; the owner reads it."));
    } else if (reason.length() > LONGEST_REASON) {
      mistakes.add(new FieldError("reason", "At most %d characters.".formatted(LONGEST_REASON)));
    }
    if (action == FleetAction.EXTEND && by.isEmpty()) {
      mistakes.add(new FieldError("by", "Say for how much longer, such as PT4H."));
    } else if (action != FleetAction.EXTEND && by.isPresent()) {
      mistakes.add(new FieldError("by", "Only goes with EXTEND."));
    }
    if (!mistakes.isEmpty()) {
      throw Refusal.invalid(mistakes);
    }
  }
}
