package dev.rayport.job;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** One try of a job: what Ray knows by its own submission id, with a log of its own. */
@Entity
@Table(name = "job_attempt")
class JobAttemptRow {

  @Id
  @Column(length = 64)
  private String submissionId;

  @Column(length = 32)
  private String jobId;

  private int attempt;
  private boolean logComplete;

  @SuppressWarnings("NullAway")
  protected JobAttemptRow() {}

  JobAttemptRow(String submissionId, String jobId, int attempt) {
    this.submissionId = submissionId;
    this.jobId = jobId;
    this.attempt = attempt;
  }

  String submissionId() {
    return submissionId;
  }

  String jobId() {
    return jobId;
  }

  int attempt() {
    return attempt;
  }

  boolean logComplete() {
    return logComplete;
  }

  void completeLog() {
    logComplete = true;
  }
}
