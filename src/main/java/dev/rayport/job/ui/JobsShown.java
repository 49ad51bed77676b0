package dev.rayport.job.ui;

import dev.rayport.job.JobQuery;
import dev.rayport.job.JobState;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The named views above the list of jobs. */
enum JobsShown {
  TENANT("Tenant", EnumSet.noneOf(JobState.class)),
  MINE("Mine", EnumSet.noneOf(JobState.class)),
  FAILED("Failed today", EnumSet.of(JobState.FAILED, JobState.LOST)),
  RUNNING("Running", EnumSet.of(JobState.RUNNING)),
  WAITING("Waiting", EnumSet.of(JobState.QUEUED, JobState.SUBMITTED, JobState.PENDING));

  private final String label;
  private final Set<JobState> states;

  JobsShown(String label, Set<JobState> states) {
    this.label = label;
    this.states = Set.copyOf(states);
  }

  String label() {
    return label;
  }

  /** As it stands in the address. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static JobsShown ofWord(String word) {
    for (JobsShown shown : values()) {
      if (shown.word().equals(word)) {
        return shown;
      }
    }
    return TENANT;
  }

  /**
   * A failure that was resubmitted is dealt with: its successor counts.
   *
   * @param user the name of who looks
   * @param today when the day began for them
   */
  JobQuery query(String user, Instant today) {
    JobQuery query =
        new JobQuery(
            states,
            Optional.empty(),
            this == MINE ? Optional.of(user) : Optional.empty(),
            "",
            this == FAILED ? Optional.of(today) : Optional.empty(),
            Optional.empty());
    return this == FAILED ? query.withoutAnswered() : query;
  }
}
