package dev.rayport.backend;

import java.time.Instant;
import java.util.Optional;

/** The platform does not answer: what was seen of its clusters before is all that is known. */
public final class BackendSilent extends BackendException {

  private static final long serialVersionUID = 1L;
  private final transient Optional<Instant> heard;

  /**
   * @param message who does not answer, in plain words
   * @param heard when it was last heard; what is known is as of then. Empty: not since the portal
   *     started
   */
  public BackendSilent(String message, Optional<Instant> heard) {
    super(message);
    this.heard = heard;
  }

  public Optional<Instant> heard() {
    return heard;
  }
}
