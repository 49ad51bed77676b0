package dev.rayport.base;

import dev.rayport.base.ReplicaRows.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which portals may serve one database together. */
final class ReplicaRule {

  private static final String WAIT =
      "If that one is gone already, wait %d seconds and start again."
          .formatted(Replica.GIVEN_UP.toSeconds());

  private ReplicaRule() {}

  /** Why one must not join those that serve the database already; empty when it may. */
  static Optional<CannotStart> refusal(Row me, List<Row> others) {
    return others.stream()
        .filter(other -> !other.backend().equals(me.backend()) || !other.home().equals(me.home()))
        .findFirst()
        .map(other -> refusal(me, other));
  }

  private static CannotStart refusal(Row me, Row other) {
    if (!other.backend().equals(me.backend())) {
      return new CannotStart(
          "%s serves this database with backend %s and this portal is set to %s; each would look for the clusters of the other in vain."
              .formatted(capital(other), other.backend(), me.backend()),
          "Set RAYPORT_BACKEND to %s, or give this portal a database of its own. %s"
              .formatted(other.backend(), WAIT));
    }
    if (me.backend().equals("local")) {
      return new CannotStart(
          "%s serves this database with another RAYPORT_HOME, and both would start the same clusters on their machines."
              .formatted(capital(other)),
          "Give this portal a database of its own, or run clusters on Kubernetes (RAYPORT_BACKEND=kubernetes). "
              + WAIT);
    }
    return new CannotStart(
        "%s serves this database with another RAYPORT_HOME, where this portal would look for packages and logs in vain."
            .formatted(capital(other)),
        "Mount one shared directory as RAYPORT_HOME of both. " + WAIT);
  }

  static CannotStart anotherKey(Path file) {
    return new CannotStart(
        "The secrets in this database are sealed with another key than %s.".formatted(file),
        "Put the key of the portal that made them there. If that key is lost, start once with RAYPORT_ACCEPT_NEW_SECRET_KEY=true: passwords stay, while tokens of registered clusters and kept sign-ins are lost.");
  }

  private static String capital(Row other) {
    return "Another portal (%s)".formatted(other.place());
  }
}
