package dev.rayport.backend.local;

import dev.rayport.backend.local.Observations.Signs;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Keeps asking a cluster's head, aside, and remembers what it said. */
final class HeadWatch {

  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);
  private static final int MISSES_UNTIL_SILENT = 2;

  private final Question<Boolean> ready = new Question<>();
  private final Question<Set<String>> joined = new Question<>();
  private final Question<Boolean> answers = new Question<>();
  private volatile Signs signs = new Signs(false, Map.of());
  private Instant nextProbe = Instant.MIN;
  private int misses;

  Signs signs() {
    return signs;
  }

  /** For a cluster that served before the portal was away: it must answer once to count as well. */
  void doubt(SavedCluster cluster) {
    if (!HeadProbe.answers(cluster)) {
      misses = MISSES_UNTIL_SILENT;
      signs = new Signs(true, Map.of());
    }
  }

  boolean isReady(SavedCluster cluster) {
    boolean isReady = ready.take().orElse(false);
    if (!isReady) {
      ready.ask(() -> HeadProbe.isReady(cluster));
    }
    return isReady;
  }

  /** Labels of the nodes that Ray counted as living when it was last asked. */
  Set<String> joined(SavedCluster cluster) {
    Set<String> labels = joined.take().orElse(Set.of());
    joined.ask(() -> HeadProbe.joined(cluster));
    return labels;
  }

  /** Makes the next probe come at once. */
  void lookAgain() {
    nextProbe = Instant.MIN;
  }

  void probe(SavedCluster cluster) {
    answers.take().ifPresent(answered -> misses = answered ? 0 : misses + 1);
    boolean silent = misses >= MISSES_UNTIL_SILENT;
    if (Instant.now().isAfter(nextProbe)) {
      nextProbe = Instant.now().plus(BETWEEN_PROBES);
      signs = new Signs(silent, ListeningPorts.ofThisMachine());
      answers.ask(() -> HeadProbe.answers(cluster));
    } else if (silent != signs.silent()) {
      signs = new Signs(silent, signs.listening());
    }
  }
}
