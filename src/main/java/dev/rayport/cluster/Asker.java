package dev.rayport.cluster;

import dev.rayport.tenant.CurrentUser;

/**
 * Who asks something of a cluster.
 *
 * @param reason in an administrator's words, for the owner to read; empty: the cluster is of the
 *     user's own tenant and they need none
 */
record Asker(String name, String reason) {

  /** The current user, in their own tenant. */
  static Asker user() {
    return new Asker(CurrentUser.require().name(), "");
  }

  /** The current user, as administrator of all tenants. */
  static Asker administrator(String reason) {
    return new Asker(CurrentUser.require().name(), reason);
  }

  /** “Stopped by ada”, “Stopped by admin: idle 9 h”. */
  String did(String done) {
    return reason.isEmpty()
        ? "%s by %s".formatted(done, name)
        : "%s by %s: %s".formatted(done, name, plain());
  }

  /** “ada asked to stop it.”, “admin asked to stop it: idle 9 h.” */
  String event(String what) {
    return reason.isEmpty()
        ? "%s %s.".formatted(name, what)
        : "%s %s: %s.".formatted(name, what, plain());
  }

  /** Such as {@code stopped-by-user}. */
  String code(String done) {
    return done + (reason.isEmpty() ? "-by-user" : "-by-administrator");
  }

  /** For the audit log. */
  String detail(ClusterEntity cluster) {
    return reason.isEmpty() ? cluster.name : "%s: %s".formatted(cluster.name, reason);
  }

  /** What follows brings its own full stop. */
  private String plain() {
    return reason.replaceFirst("[.;]+$", "");
  }
}
