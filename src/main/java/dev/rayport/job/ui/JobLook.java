package dev.rayport.job.ui;

import dev.rayport.base.ui.Tone;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;

/**
 * How a job's state is shown: always icon, word and tone together.
 *
 * @param icon name in the icon sprite
 */
record JobLook(String icon, String word, Tone tone) {

  private static final JobLook STALLED = new JobLook("timer", "Stalled", Tone.WARN);
  private static final JobLook TIMED_OUT = new JobLook("clock", "Timed out", Tone.ERR);

  static JobLook of(JobSummary job) {
    if (job.state() == JobState.RUNNING && job.condition().isPresent()) {
      return STALLED;
    }
    if (job.state() == JobState.FAILED && job.reasonCode().equals("timed-out")) {
      return TIMED_OUT;
    }
    return of(job.state());
  }

  static JobLook of(JobState state) {
    return switch (state) {
      case QUEUED -> new JobLook("hourglass", "Queued", Tone.OFF);
      case SUBMITTED, PENDING -> new JobLook("package", "Preparing", Tone.BUSY);
      case RUNNING -> new JobLook("circle-play", "Running", Tone.BUSY);
      case SUCCEEDED -> new JobLook("circle-check", "Succeeded", Tone.OK);
      case FAILED -> new JobLook("circle-x", "Failed", Tone.ERR);
      case STOPPED -> new JobLook("circle-stop", "Stopped", Tone.OFF);
      case LOST -> new JobLook("wifi-off", "Lost", Tone.ERR);
    };
  }
}
