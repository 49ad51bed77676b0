package dev.rayport.base.ui;

/**
 * A door: a button or menu entry that another room adds to an object's page and menus, such as
 * “Submit job” on a cluster.
 */
public interface ObjectAction {

  /** {@code cluster} or {@code job}. */
  String objectKind();

  /** Ascending. */
  int order();

  String label();

  /** Name in the icon sprite. */
  String icon();

  /** Single letter that runs it on the object's page and in its menu; empty for none. */
  String key();

  /** Whether it is the page's primary button. */
  boolean primary();

  /** Whether it can be done for the object now, by the current user. */
  boolean enabled(String objectId);

  /** Does it, on the UI's thread. */
  void run(String objectId);
}
