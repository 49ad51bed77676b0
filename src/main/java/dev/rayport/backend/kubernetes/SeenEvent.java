package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An event, whoever wrote it: those of events.k8s.io come with their one time and a series, and
 * leave the other times empty.
 *
 * @param kind of the object it is about
 * @param name of that object
 * @param last when it happened for the last time
 */
record SeenEvent(
    String kind, String name, boolean warning, String reason, String message, Instant last) {

  static SeenEvent of(Event event) {
    return new SeenEvent(
        text(event.getInvolvedObject() == null ? null : event.getInvolvedObject().getKind()),
        text(event.getInvolvedObject() == null ? null : event.getInvolvedObject().getName()),
        "Warning".equals(event.getType()),
        text(event.getReason()),
        text(event.getMessage()),
        latest(
            event.getSeries() == null ? null : time(event.getSeries().getLastObservedTime()),
            event.getLastTimestamp(),
            time(event.getEventTime()),
            event.getFirstTimestamp(),
            event.getMetadata() == null ? null : event.getMetadata().getCreationTimestamp()));
  }

  boolean about(String otherKind, String otherName) {
    return kind.equals(otherKind) && name.equals(otherName);
  }

  private static @org.jspecify.annotations.Nullable String time(
      @org.jspecify.annotations.Nullable MicroTime time) {
    return time == null ? null : time.getTime();
  }

  private static Instant latest(@org.jspecify.annotations.Nullable String... times) {
    return Stream.of(times)
        .filter(Objects::nonNull)
        .map(ClusterConditions::instant)
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
