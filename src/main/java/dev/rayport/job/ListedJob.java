package dev.rayport.job;

import java.util.Map;
import java.util.Optional;

/**
 * A job as lists over HTTP tell it: all of it but its history and chain.
 *
 * @param specMap the spec as JSON-like tree in the words of {@code POST /jobs}
 */
public record ListedJob(
    JobSummary summary,
    Map<String, Object> specMap,
    Optional<Integer> exitCode,
    Optional<String> message) {

  /** Without the values that may be secrets. */
  @Override
  public String toString() {
    return "ListedJob[%s]".formatted(summary);
  }
}
