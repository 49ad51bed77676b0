package dev.rayport.backend;

import dev.rayport.base.OutsideUnwell;

/** The outside is unwell; whoever drives the backend tries again and shows it as state. */
public class BackendException extends OutsideUnwell {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what does not answer and what that means, in plain words
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }

  public BackendException(String message) {
    super(message);
  }
}
