package dev.rayport.job;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where a job is; QUEUED and LOST are ours, the rest Ray's words. */
public enum JobState {
  /** Waits for its cluster. */
  QUEUED,
  /** Handed to Ray, not yet seen there. */
  SUBMITTED,
  /** Ray prepares it. */
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  STOPPED,
  /** Its cluster vanished with the outcome unknown. */
  LOST;

  static final Set<JobState> LIVING = Collections.unmodifiableSet(EnumSet.range(QUEUED, RUNNING));

  /** Whether it will not change any more. */
  public boolean ended() {
    return compareTo(RUNNING) > 0;
  }
}
