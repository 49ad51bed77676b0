package dev.rayport.base.ui;

import dev.rayport.base.Change;
import java.time.Instant;
import java.util.List;

/** A door: what waits for the current user, shown first on Home. */
public interface AttentionSource {

  /** At most seven, the costliest wait first. */
  List<Item> items();

  /** Whether the items may be others after this news. */
  boolean concerns(Change change);

  /**
   * @param icon of the state, as its tone and word
   * @param object name of the cluster or job, a link to {@code target}
   * @param place what it belongs to, such as “on train-1”; may be empty
   * @param reason one sentence
   * @param urgency descending order on the card
   */
  record Item(
      String icon,
      String word,
      Tone tone,
      String object,
      String target,
      String place,
      String reason,
      Instant since,
      int urgency,
      List<Action> actions) {}

  /** What can be done about it; {@code run} is called on the UI's thread. */
  record Action(String icon, String label, Runnable run) {}
}
