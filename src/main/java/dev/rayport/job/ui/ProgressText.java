package dev.rayport.job.ui;

import dev.rayport.job.JobProgress;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import java.util.Locale;
import java.util.OptionalDouble;

/** How far a job is, or why it is where it is, in a few words. */
final class ProgressText {

  private static final double MANY = 1000;

  private ProgressText() {}

  /** What stands beside the state in lists; empty when there is nothing to say. */
  static String of(JobSummary job) {
    return job.state() == JobState.RUNNING && job.reason().isEmpty()
        ? job.progress().map(ProgressText::of).orElse("")
        : job.reason();
  }

  static String of(JobProgress progress) {
    String unit = progress.unit().isEmpty() ? "" : " " + progress.unit();
    if (progress.total() <= 0) {
      return number(progress.done()) + unit;
    }
    return progress.total() < MANY
        ? "%s of %s%s".formatted(number(progress.done()), number(progress.total()), unit)
        : "%d %% of %s%s".formatted(percent(progress), number(progress.total()), unit);
  }

  /** 0 to 1; empty when the total is unknown. */
  static OptionalDouble fraction(JobProgress progress) {
    return progress.total() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.clamp(progress.done() / progress.total(), 0, 1));
  }

  private static long percent(JobProgress progress) {
    return Math.round(100 * fraction(progress).orElse(0));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? "%,d".formatted(Math.round(value)).replace(',', '\u00a0')
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
