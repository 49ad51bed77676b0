package dev.rayport.cluster.ui;

import dev.rayport.backend.StartStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of a start on one time axis.
 *
 * @param total from the first step's start to the last one's end, or until now
 */
record StartTimeline(List<Bar> bars, Duration total) {

  /**
   * One step on the axis.
   *
   * @param from where it begins, 0 to 100 per cent of the axis
   * @param width 0 to 100 per cent
   * @param took empty while it waits
   */
  record Bar(StartStep step, double from, double width, Optional<Duration> took) {}

  static StartTimeline of(List<StartStep> steps, Instant now) {
    Instant begin =
        steps.stream().flatMap(s -> s.startedAt().stream()).min(Instant::compareTo).orElse(now);
    Instant end =
        steps.stream().map(step -> end(step, begin, now)).max(Instant::compareTo).orElse(now);
    Duration total = Duration.between(begin, end);
    double whole = Math.max(1, total.toMillis());
    List<Bar> bars =
        steps.stream()
            .map(step -> {
              Optional<Duration> took = took(step, now);
              double from =
                  step.startedAt().map(at -> Duration.between(begin, at).toMillis()).orElse(0L);
              double width = took.map(Duration::toMillis).orElse(0L);
              return new Bar(step, 100 * from / whole, 100 * width / whole, took);
            })
            .toList();
    return new StartTimeline(bars, total);
  }

  /** The step that took longest, once anything did. */
  Optional<Bar> slowest() {
    return bars.stream()
        .filter(bar -> bar.took().filter(took -> took.toMillis() >= 100).isPresent())
        .max(Comparator.comparing(bar -> bar.took().orElse(Duration.ZERO)));
  }

  boolean running() {
    return bars.stream().anyMatch(bar -> bar.step().state() == StartStep.State.RUNNING);
  }

  /** “0.4 s”, “19 s”, “1:29”. */
  static String brief(Duration took) {
    long seconds = took.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  private static Instant end(StartStep step, Instant begin, Instant now) {
    if (step.state() == StartStep.State.RUNNING) {
      return now;
    }
    return Stream.of(step.endedAt(), step.startedAt())
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(begin);
  }

  private static Optional<Duration> took(StartStep step, Instant now) {
    boolean over = step.endedAt().isPresent();
    if (!over && step.state() != StartStep.State.RUNNING) {
      return Optional.empty();
    }
    return step.startedAt().map(at -> Duration.between(at, step.endedAt().orElse(now)));
  }
}
