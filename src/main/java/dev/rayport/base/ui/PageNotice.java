package dev.rayport.base.ui;

import dev.rayport.base.Change;
import java.util.Optional;

/** A door: what is said atop every page until the user puts it away. */
public interface PageNotice {

  /** What is said to the current user now; empty: nothing. */
  Optional<Said> said();

  /** Whether it may be something else after this news. */
  boolean concerns(Change change);

  /**
   * @param text one sentence or more, plain
   * @param dismiss puts it away for this user; called on the UI's thread
   */
  record Said(Tone tone, String text, Runnable dismiss) {}
}
