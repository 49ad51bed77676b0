package dev.rayport.job.ui;

import dev.rayport.job.JobSummary;

/** What a person can ask of a job, and when there is any use in asking. */
enum JobAction {
  RESUBMIT("Resubmit", "rotate-ccw", "r"),
  CHANGE("Resubmit with changes…", "file-diff", ""),
  STOP("Stop…", "circle-stop", "s");

  private final String label;
  private final String icon;
  private final String key;

  JobAction(String label, String icon, String key) {
    this.label = label;
    this.icon = icon;
    this.key = key;
  }

  String label() {
    return label;
  }

  String icon() {
    return icon;
  }

  /** As shown in menus; empty for none. */
  String key() {
    return key;
  }

  /** The one that a row offers. */
  static JobAction mainFor(JobSummary job) {
    return job.state().ended() ? RESUBMIT : STOP;
  }

  /** Whether the job is in a state for it; who asks is another question. */
  boolean fits(JobSummary job) {
    return this != STOP || !job.state().ended();
  }

  /** Whether it changes the job itself, so that only its owner and leads may. */
  boolean changesIt() {
    return this == STOP;
  }
}
