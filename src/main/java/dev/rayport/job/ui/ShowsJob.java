package dev.rayport.job.ui;

import dev.rayport.job.JobDetails;

/** What a tab's view implements to be told what its job looks like now. */
public interface ShowsJob {

  /** Called when the tab opens and whenever the job has changed. */
  void show(JobDetails details);
}
