package dev.rayport.base.ui;

/** A door: an entry of the account menu, such as “Sign out”. */
public interface AccountAction {

  /** Ascending. */
  int order();

  String label();

  /** Name in the icon sprite. */
  String icon();

  /** Whether whoever looks at the page can do it. */
  default boolean offered() {
    return true;
  }

  /** Does it, on the UI's thread. */
  void run();
}
