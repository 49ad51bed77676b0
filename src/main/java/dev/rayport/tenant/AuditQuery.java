package dev.rayport.tenant;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit log to list.
 *
 * @param text part of who, what or on what
 * @param actor name of the account
 * @param action the whole of it, or its beginning such as {@code cluster}
 * @param object id or name of what was acted on
 * @param denied only refused tries, or only what was done
 */
public record AuditQuery(
    String text,
    Optional<String> tenant,
    Optional<String> actor,
    Optional<String> action,
    Optional<String> object,
    Optional<Boolean> denied,
    Optional<Instant> after,
    Optional<Instant> before) {

  public static final AuditQuery ALL =
      new AuditQuery(
          "",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** All of one object. */
  public static AuditQuery of(String object) {
    return new AuditQuery(
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(object),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
