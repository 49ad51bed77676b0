package dev.rayport.job.ui;

import dev.rayport.job.JobId;
import dev.rayport.job.JobProgress;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import java.time.Instant;
import java.util.Optional;

/** Jobs to look at. */
final class JobSamples {

  static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  private final JobState state;
  private String name = "vit";
  private String condition = "";
  private String reasonCode = "";
  private String reason = "";
  private int chainNumber = 1;
  private Optional<JobProgress> progress = Optional.empty();

  private JobSamples(JobState state) {
    this.state = state;
  }

  static JobSamples job(JobState state) {
    return new JobSamples(state);
  }

  JobSamples named(String value) {
    name = value;
    return this;
  }

  JobSamples condition(String value) {
    condition = value;
    return this;
  }

  JobSamples reason(String code, String text) {
    reasonCode = code;
    reason = text;
    return this;
  }

  JobSamples chainNumber(int value) {
    chainNumber = value;
    return this;
  }

  JobSamples progress(JobProgress value) {
    progress = Optional.of(value);
    return this;
  }

  JobSummary build() {
    JobId id = new JobId("job_" + name);
    boolean started = state.compareTo(JobState.PENDING) > 0;
    return new JobSummary(
        id,
        name,
        id.value() + "-1",
        "default",
        "ac_mira",
        "mira",
        state,
        condition.isEmpty() ? Optional.empty() : Optional.of(condition),
        reason,
        reasonCode,
        Optional.of("cl_train"),
        "train-1",
        1,
        Optional.empty(),
        id,
        chainNumber,
        false,
        progress,
        START,
        started ? Optional.of(START.plusSeconds(20)) : Optional.empty(),
        state.ended() ? Optional.of(START.plusSeconds(80)) : Optional.empty());
  }
}
