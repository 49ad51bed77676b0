package dev.rayport.base.ui;

import dev.rayport.base.Change;
import java.util.Optional;

/** A door: the number beside an entry of the side navigation. */
public interface NavCounter {

  /** Route of the entry, such as {@code clusters}. */
  String route();

  /** The number now, for the current user; empty: none is shown. */
  Optional<Count> count();

  /** Whether the number may be another after this news. */
  boolean concerns(Change change);

  /**
   * @param bad shown with a red icon: these need somebody
   * @param meaning for screen readers and the tooltip, such as “failed today”
   */
  record Count(long number, boolean bad, String meaning) {}
}
