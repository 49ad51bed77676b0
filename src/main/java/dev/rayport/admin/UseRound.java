package dev.rayport.admin;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.RayUse;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterOversight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks all clusters that serve what they use, a few at a time, and keeps the answers. */
@Component
class UseRound {

  /** The kind of its news, told once a round to whoever looks at all clusters. */
  static final String NEWS = "use";

  private static final Logger log = LoggerFactory.getLogger(UseRound.class);
  private final ClusterOversight clusters;
  private final ClusterAccess access;
  private final UseTable table;
  private final ChangeFeed feed;
  private final UseProperties properties;

  UseRound(
      ClusterOversight clusters,
      ClusterAccess access,
      UseTable table,
      ChangeFeed feed,
      UseProperties properties) {
    this.clusters = clusters;
    this.access = access;
    this.table = table;
    this.feed = feed;
    this.properties = properties;
  }

  void run() throws InterruptedException {
    List<ClusterId> asked = clusters.serving(properties.most());
    Map<String, Use> before = table.all();
    if (asked.isEmpty() && before.isEmpty()) {
      return;
    }
    table.replace(ask(asked, before));
    feed.publish(new Change(Change.EVERYWHERE, NEWS, ""));
  }

  /** One that hangs holds up one of the few places, and only until it is given up. */
  private Map<String, Use> ask(List<ClusterId> asked, Map<String, Use> before)
      throws InterruptedException {
    Semaphore places = new Semaphore(properties.atOnce());
    Map<String, Future<Optional<Use>>> answers = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (ClusterId id : asked) {
        places.acquire();
        answers.put(
            id.value(),
            threads.submit(() -> {
              try {
                return measured(id, before.get(id.value()));
              } finally {
                places.release();
              }
            }));
      }
    }
    Map<String, Use> now = new HashMap<>();
    answers.forEach((id, answer) -> {
      if (answer.state() == Future.State.SUCCESS) {
        answer.resultNow().ifPresent(use -> now.put(id, use));
      } else {
        log.error("What cluster {} uses was not measured", id, answer.exceptionNow());
        silent(before.get(id), Instant.now()).ifPresent(use -> now.put(id, use));
      }
    });
    return now;
  }

  private Optional<Use> measured(ClusterId id, @Nullable Use before) {
    Instant now = Instant.now();
    try {
      Optional<RayUse> use = access.use(id);
      return use.map(
              seen -> new Use(now, seen.cpus(), seen.memory(), seen.gpus(), Optional.empty()))
          .or(() -> silent(before, now));
    } catch (BackendException e) {
      log.debug("Cluster {} does not tell what it uses: {}", id, e.getMessage());
      return silent(before, now);
    }
  }

  /** Of one that was never measured there is nothing to keep. */
  private static Optional<Use> silent(@Nullable Use before, Instant now) {
    return Optional.ofNullable(before)
        .map(last ->
            new Use(
                last.at(),
                last.cpus(),
                last.memory(),
                last.gpus(),
                last.silentSince().or(() -> Optional.of(now))));
  }
}
