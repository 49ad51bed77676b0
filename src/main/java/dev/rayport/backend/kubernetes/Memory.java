package dev.rayport.backend.kubernetes;

import dev.rayport.backend.StartStep;
import java.util.List;

/**
 * What of a cluster's past its objects do not tell.
 *
 * @param headAnswered whether a head of it was ready before
 * @param steps as they were read the last time
 */
record Memory(boolean headAnswered, List<StartStep> steps) {

  static final Memory NOTHING = new Memory(false, List.of());

  /** The head's probe asks its HTTP API, so one that is served has answered. */
  Memory heard(boolean served) {
    return new Memory(headAnswered || served, steps);
  }

  Memory with(List<StartStep> newer) {
    return new Memory(headAnswered, newer);
  }
}
