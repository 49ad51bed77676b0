package dev.rayport.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long starts took.
 *
 * @param half half of them were ready within this time
 * @param most 95 % of them were
 * @param starts how many that is drawn from
 */
public record StartTimes(Duration half, Duration most, int starts) {

  static Optional<StartTimes> of(List<Long> millis) {
    if (millis.isEmpty()) {
      return Optional.empty();
    }
    List<Long> sorted = millis.stream().sorted().toList();
    return Optional.of(new StartTimes(at(sorted, 0.5), at(sorted, 0.95), sorted.size()));
  }

  private static Duration at(List<Long> sorted, double share) {
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return Duration.ofMillis(sorted.get(Math.max(0, index)));
  }
}
