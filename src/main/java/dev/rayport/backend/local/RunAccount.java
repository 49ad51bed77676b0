package dev.rayport.backend.local;

import java.util.List;

/**
 * Whose rights Ray and the jobs have.
 *
 * @param name empty: the portal's own
 */
record RunAccount(String name, int uid, int gid) {

  static RunAccount portal() {
    return new RunAccount("", -1, -1);
  }

  boolean ownsNothingOfThePortal() {
    return !name.isEmpty();
  }

  /**
   * What to put before a command so that it runs with this account's rights and never gets more.
   */
  List<String> prefix() {
    return ownsNothingOfThePortal()
        ? List.of(
            "setpriv",
            "--reuid=" + uid,
            "--regid=" + gid,
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all",
            "--")
        : List.of();
  }
}
