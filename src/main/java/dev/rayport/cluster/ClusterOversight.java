package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.IndexOrder;
import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.AsSystem;
import jakarta.persistence.criteria.Predicate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Clusters of all tenants, for whoever looks after the platform. */
@Service
public class ClusterOversight {

  private static final Set<ClusterState> OVER =
      EnumSet.of(ClusterState.STOPPED, ClusterState.FAILED);

  private final ClusterRepository clusters;
  private final ClusterCommands commands;
  private final ClusterSightings sightings;
  private final ClusterJson json;
  private final ClusterBackend backend;
  private final ObjectProvider<ClusterWork> work;
  private final Clock clock = Clock.systemUTC();

  ClusterOversight(
      ClusterRepository clusters,
      ClusterCommands commands,
      ClusterSightings sightings,
      ClusterJson json,
      ClusterBackend backend,
      ObjectProvider<ClusterWork> work) {
    this.clusters = clusters;
    this.commands = commands;
    this.sightings = sightings;
    this.json = json;
    this.backend = backend;
    this.work = work;
  }

  /** By creation or name. */
  @AsAdministrator
  @Transactional(readOnly = true)
  public Slice<OverseenCluster> slice(OverseenQuery query, SliceRequest request) {
    return KeysetSlices.find(
        clusters,
        matching(query),
        request,
        ClusterFinder.SORTING.within(
            query.tenant().isPresent() ? List.of("tenantId", "deleted") : List.of("deleted")),
        this::overseen);
  }

  /**
   * All that run, wait or rest, and what failed of late.
   *
   * @param failedAfter older failures are left out
   * @param most so many, the newest
   */
  @AsAdministrator
  @Transactional(readOnly = true)
  public List<OverseenCluster> living(Instant failedAfter, int most) {
    Specification<ClusterEntity> which =
        (cluster, criteria, is) ->
            is.and(
                is.equal(cluster.get("deleted"), false),
                is.or(
                    is.not(cluster.get("state").in(OVER)),
                    is.and(
                        is.equal(cluster.get("state"), ClusterState.FAILED),
                        is.greaterThan(cluster.get("times").get("stateSince"), failedAfter))));
    Sort newest = Sort.by(Sort.Order.desc("times.createdAt"), Sort.Order.desc("id"));
    return clusters.findBy(
        which.and(IndexOrder.by(newest)),
        found ->
            found.sortBy(IndexOrder.within(List.of("deleted"), newest)).limit(most).all().stream()
                .map(this::overseen)
                .toList());
  }

  /** Cores that all clusters together can have; empty where that changes or is not known. */
  @AsAdministrator
  public OptionalDouble totalCores() {
    return backend.totalCores();
  }

  /** What would end with these clusters if they stopped now, such as jobs. */
  @AsAdministrator
  @Transactional(readOnly = true)
  public List<ClusterWork.Item> work(Collection<ClusterSummary> some) {
    return work.orderedStream()
        .flatMap(door -> some.stream().flatMap(one -> door.on(one.id(), one.tenant()).stream()))
        .toList();
  }

  /**
   * Those whose Ray can be asked what it uses.
   *
   * @param most so many, those that were READY first
   */
  @AsSystem("what clusters use is measured, whoever they belong to")
  @Transactional(readOnly = true)
  public List<ClusterId> serving(int most) {
    return clusters.idsIn(ClusterState.READY, Limit.of(most)).stream().map(ClusterId::new).toList();
  }

  /**
   * Asks for its end.
   *
   * @param reason its owner reads it
   * @throws Refusal NOT_FOUND or CONFLICT
   */
  @AsAdministrator
  @Transactional
  public ClusterSummary stop(ClusterId id, String reason) {
    ClusterEntity cluster = ClusterCommands.own(locked(id));
    if (cluster.desired == ClusterSummary.Desired.STOPPED) {
      throw Refusal.conflict(
          "already-stopped", "“%s” stops or has stopped already.".formatted(cluster.name));
    }
    return commands.stop(cluster, Asker.administrator(reason)).summary();
  }

  /** As {@link #stop}, for its rest. */
  @AsAdministrator
  @Transactional
  public ClusterSummary suspend(ClusterId id, String reason) {
    ClusterEntity cluster = ClusterCommands.own(locked(id));
    if (cluster.desired == ClusterSummary.Desired.SUSPENDED) {
      throw Refusal.conflict(
          "already-suspended", "“%s” is suspended already.".formatted(cluster.name));
    }
    return commands.suspend(cluster, Asker.administrator(reason)).summary();
  }

  /** As {@link #stop}, for a later end by itself. */
  @AsAdministrator
  @Transactional
  public ClusterSummary extend(ClusterId id, Duration by, String reason) {
    ClusterEntity cluster = ClusterCommands.own(locked(id));
    return commands.extend(cluster, by, Asker.administrator(reason)).summary();
  }

  /** Leaves the cluster as it is and writes down what its owner was asked. */
  @AsAdministrator
  @Transactional
  public ClusterSummary notify(ClusterId id, String words) {
    ClusterEntity cluster = locked(id);
    Asker asker = Asker.administrator(words);
    commands.tell(cluster, "cluster.notify", asker.event("asked about it"), asker);
    return cluster.summary();
  }

  private ClusterEntity locked(ClusterId id) {
    return clusters
        .lock(id.value())
        .filter(cluster -> !cluster.deleted)
        .orElseThrow(() -> Refusal.notFound("cluster", id.value()));
  }

  private OverseenCluster overseen(ClusterEntity cluster) {
    boolean holds = ClusterMeter.HOLDING.contains(cluster.state);
    return new OverseenCluster(
        cluster.summary(),
        holds ? Holding.of(cluster, spec(cluster), sightings.of(cluster.id)) : Holding.NOTHING,
        Optional.ofNullable(cluster.times.startedAt).filter(since -> holds),
        Optional.ofNullable(cluster.times.idleSince)
            .filter(since -> cluster.condition == Condition.IDLE));
  }

  private Optional<ClusterSpec> spec(ClusterEntity cluster) {
    return Optional.ofNullable(cluster.spec)
        .filter(any -> cluster.gpus > 0 || cluster.mostGpus > 0)
        .map(json::spec);
  }

  private Specification<ClusterEntity> matching(OverseenQuery query) {
    Specification<ClusterEntity> plain =
        ClusterFinder.matching(query.which(), "ownerName", "tenantId");
    return (cluster, criteria, is) -> {
      List<Predicate> all = new ArrayList<>();
      all.add(plain.toPredicate(cluster, criteria, is));
      query.tenant().ifPresent(tenant -> all.add(is.equal(cluster.get("tenantId"), tenant)));
      query
          .idle()
          .ifPresent(least -> {
            all.add(is.equal(cluster.get("condition"), Condition.IDLE));
            all.add(
                is.lessThanOrEqualTo(
                    cluster.get("times").get("idleSince"), clock.instant().minus(least)));
          });
      return is.and(all);
    };
  }
}
