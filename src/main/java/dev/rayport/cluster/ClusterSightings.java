package dev.rayport.cluster;

import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.RayEndpoint;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Replica;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * What was last observed of each cluster, so that pages and lists never ask the backend. Portals
 * that serve one database tell each other through it; how to get into a cluster stays with who
 * observed it.
 */
@Component
class ClusterSightings {

  private final Map<String, Known> last = new ConcurrentHashMap<>();
  private final AtomicLong news = new AtomicLong();
  private final JdbcClient jdbc;
  private final ClusterJson json;
  private final Replica replica;

  private record Known(ClusterObservation seen, boolean mine) {}

  /** As stored: its address is for people. */
  record Stored(ClusterObservation seen, @Nullable URI address) {

    static Stored of(ClusterObservation seen) {
      return new Stored(
          with(seen, Optional.empty()), seen.endpoint().map(RayEndpoint::address).orElse(null));
    }

    ClusterObservation shown() {
      return with(
          seen,
          Optional.ofNullable(address).map(where -> new RayEndpoint(where, Optional.empty())));
    }

    private static ClusterObservation with(
        ClusterObservation seen, Optional<RayEndpoint> endpoint) {
      return new ClusterObservation(
          seen.phase(), seen.reason(), seen.reasonCode(), seen.steps(), seen.nodes(), endpoint);
    }
  }

  ClusterSightings(JdbcClient jdbc, ClusterJson json, Replica replica, ChangeFeed feed) {
    this.jdbc = jdbc;
    this.json = json;
    this.replica = replica;
    feed.subscribeToOthers(change -> {
      if (change.kind().equals("cluster")) {
        news.incrementAndGet();
        last.remove(change.id());
      }
    });
  }

  /** To be shown. */
  Optional<ClusterObservation> of(String id) {
    Known known = last.get(id);
    if (known != null || !replica.mayHaveOthers()) {
      return Optional.ofNullable(known).map(Known::seen);
    }
    long before = news.get();
    Optional<ClusterObservation> seen = stored(id).map(Stored::shown);
    seen.ifPresent(there ->
        last.compute(
            id,
            (same, now) -> now != null || news.get() != before ? now : new Known(there, false)));
    return seen;
  }

  /** With how to get in, if this portal is the one that observed it last. */
  Optional<ClusterObservation> ofMine(String id) {
    return Optional.ofNullable(last.get(id)).filter(Known::mine).map(Known::seen);
  }

  /** Whether it looks different now. */
  boolean put(String id, Optional<ClusterObservation> seen) {
    Optional<ClusterObservation> before = of(id);
    Known known = seen.map(there -> new Known(there, true)).orElse(null);
    if (known == null) {
      last.remove(id);
    } else {
      last.put(id, known);
    }
    if (replica.mayHaveOthers() && !before.map(Stored::of).equals(seen.map(Stored::of))) {
      store(id, seen);
    }
    return !before.map(Stored::of).equals(seen.map(Stored::of));
  }

  private Optional<Stored> stored(String id) {
    return jdbc.sql("select seen from cluster_sighting where cluster_id = ?")
        .param(id)
        .query(String.class)
        .optional()
        .flatMap(this::read);
  }

  /** During an upgrade another version may have written it. */
  private Optional<Stored> read(String text) {
    try {
      return Optional.of(json.read(text, Stored.class));
    } catch (JacksonException ofAnotherVersion) {
      return Optional.empty();
    }
  }

  private void store(String id, Optional<ClusterObservation> seen) {
    if (seen.isEmpty()) {
      jdbc.sql("delete from cluster_sighting where cluster_id = ?").param(id).update();
      return;
    }
    String text = json.write(Stored.of(seen.get()));
    if (replaced(id, text) == 0) {
      try {
        jdbc.sql("insert into cluster_sighting (cluster_id, seen) values (?, ?)")
            .params(id, text)
            .update();
      } catch (DuplicateKeyException another) {
        replaced(id, text);
      }
    }
  }

  private int replaced(String id, String text) {
    return jdbc.sql("update cluster_sighting set seen = ? where cluster_id = ?")
        .params(text, id)
        .update();
  }
}
