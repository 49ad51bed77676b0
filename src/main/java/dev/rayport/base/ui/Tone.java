package dev.rayport.base.ui;

import java.util.Locale;

/** What a state's colour means; always shown together with an icon and a word. */
public enum Tone {
  /** Done, ready. */
  OK,
  /** In progress. */
  BUSY,
  /** Needs attention, still works. */
  WARN,
  /** Failed. */
  ERR,
  /** Not running, neutral. */
  OFF;

  /** The class name in the theme. */
  public String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
