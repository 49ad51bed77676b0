package dev.rayport.backend;

/** The backend will never take this cluster as it is; trying again does not help. */
public final class ClusterRefused extends BackendException {

  private static final long serialVersionUID = 1L;
  private final String reasonCode;

  /**
   * @param reasonCode stable kebab-case word, such as {@code admission-denied}
   * @param message who refused what, in plain words
   */
  public ClusterRefused(String reasonCode, String message, Throwable cause) {
    super(message, cause);
    this.reasonCode = reasonCode;
  }

  public ClusterRefused(String reasonCode, String message) {
    super(message);
    this.reasonCode = reasonCode;
  }

  public String reasonCode() {
    return reasonCode;
  }
}
