package dev.rayport.base;

/** Something outside the portal does not answer as it should; trying again later may help. */
public abstract class OutsideUnwell extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected OutsideUnwell(String message, Throwable cause) {
    super(message, cause);
  }

  protected OutsideUnwell(String message) {
    super(message);
  }
}
