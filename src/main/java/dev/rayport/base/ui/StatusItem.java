package dev.rayport.base.ui;

import dev.rayport.base.Change;
import java.util.Optional;

/** A door: a fact in the status bar, such as “6 jobs running”. */
public interface StatusItem {

  /** Ascending, from the left. */
  int order();

  /** The fact now, for the current user; empty: none is shown. */
  Optional<Fact> fact();

  /** Whether the fact may be another after this news. */
  boolean concerns(Change change);

  /**
   * @param icon name in the icon sprite
   * @param target in-app route that it opens; empty: it is no link
   * @param more shown while it is pointed at; may be empty
   */
  record Fact(String icon, String text, Optional<String> target, String more) {

    public Fact(String icon, String text, Optional<String> target) {
      this(icon, text, target, "");
    }
  }
}
