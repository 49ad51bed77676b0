package dev.rayport.backend;

/**
 * Whether a cluster could start.
 *
 * @param resource what is short, such as {@code memory}; empty for {@link Answer#NOW}
 * @param reason in plain words with the numbers, such as “needs 6 GiB, 3 GiB are free”
 */
public record Fit(Answer answer, String resource, String reason) {

  /** Starts now, waits until others end, or can never start here. */
  public enum Answer {
    NOW,
    LATER,
    NEVER
  }

  public static Fit now() {
    return new Fit(Answer.NOW, "", "");
  }
}
