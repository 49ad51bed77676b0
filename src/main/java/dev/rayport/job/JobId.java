package dev.rayport.job;

import com.fasterxml.jackson.annotation.JsonValue;

/** Random id of a job, {@code job_…}; never reused. */
public record JobId(@JsonValue String value) {
  @Override
  public String toString() {
    return value;
  }
}
