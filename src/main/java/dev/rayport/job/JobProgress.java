package dev.rayport.job;

/**
 * How far a running job is.
 *
 * @param total 0 when unknown
 * @param unit such as “epochs”, “tasks”; may be empty
 * @param source where the numbers come from
 */
public record JobProgress(double done, double total, String unit, Source source) {

  /** Best first. */
  public enum Source {
    /** A line {@code RAYPORT_PROGRESS {…}} in the log. */
    REPORTED,
    /** A progress bar in the log. */
    BAR,
    /** Ray's count of finished tasks. */
    TASKS
  }
}
