package dev.rayport.cluster;

import com.fasterxml.jackson.annotation.JsonValue;

/** Random id of a cluster, {@code cl_…}; never reused. */
public record ClusterId(@JsonValue String value) {
  @Override
  public String toString() {
    return value;
  }
}
