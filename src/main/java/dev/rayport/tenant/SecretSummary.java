package dev.rayport.tenant;

import java.time.Instant;
import java.util.Optional;

/** A named secret as everybody sees it, without its value. */
public record SecretSummary(String name, Scope scope, String writtenBy, Instant writtenAt) {

  /** What stands before the name where it takes a value's place: {@code @secret/name}. */
  public static final String REFERENCE = "@secret/";

  /** The name in {@code @secret/name}; empty for any other value. */
  public static Optional<String> named(String value) {
    return value.startsWith(REFERENCE)
        ? Optional.of(value.substring(REFERENCE.length()))
        : Optional.empty();
  }

  /** Whose jobs are given it. */
  public enum Scope {
    /** Those of the user who wrote it, in this tenant. */
    USER,
    /** Those of the whole tenant. */
    TENANT
  }
}
