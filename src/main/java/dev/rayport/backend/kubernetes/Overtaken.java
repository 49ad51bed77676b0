package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;

/** Somebody else wrote the object between reading and writing it. */
final class Overtaken extends BackendException {

  private static final long serialVersionUID = 1L;

  Overtaken(String message, Throwable cause) {
    super(message, cause);
  }
}
