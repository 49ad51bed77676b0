package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ui.Tone;
import dev.rayport.job.JobProgress;
import dev.rayport.job.JobState;
import org.junit.jupiter.api.Test;

class JobLookTests {

  @Test
  void aRunningJobWithoutProgressIsStalled() {
    assertThat(JobLook.of(JobSamples.job(JobState.RUNNING).condition("STALLED").build()).word())
        .isEqualTo("Stalled");
  }

  @Test
  void aJobOverItsLimitIsTimedOut() {
    JobLook look = JobLook.of(JobSamples.job(JobState.FAILED).reason("timed-out", "").build());

    assertThat(look.word()).isEqualTo("Timed out");
    assertThat(look.tone()).isEqualTo(Tone.ERR);
  }

  @Test
  void handedToRayAndPreparedByRayLookTheSame() {
    assertThat(JobLook.of(JobState.SUBMITTED)).isEqualTo(JobLook.of(JobState.PENDING));
  }

  @Test
  void progressIsCountedWhereItIsShortAndInPerCentWhereItIsLong() {
    assertThat(ProgressText.of(progress(41, 90, "epochs"))).isEqualTo("41 of 90 epochs");
    assertThat(ProgressText.of(progress(8804, 12400, "shards")))
        .isEqualTo("71 % of 12\u00a0400 shards");
    assertThat(ProgressText.of(progress(412, 0, "tasks"))).isEqualTo("412 tasks");
    assertThat(ProgressText.fraction(progress(3, 2, ""))).hasValue(1);
    assertThat(ProgressText.fraction(progress(3, 0, ""))).isEmpty();
  }

  @Test
  void aReasonIsMoreThanProgress() {
    assertThat(
            ProgressText.of(
                JobSamples.job(JobState.QUEUED).reason("", "waits for its cluster").build()))
        .isEqualTo("waits for its cluster");
  }

  private static JobProgress progress(double done, double total, String unit) {
    return new JobProgress(done, total, unit, JobProgress.Source.REPORTED);
  }
}
