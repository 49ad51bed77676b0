package dev.rayport.admin;

import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterOversight;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterWork;
import dev.rayport.cluster.OverseenCluster;
import dev.rayport.cluster.OverseenQuery;
import dev.rayport.tenant.AsAdministrator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Clusters of all tenants with what they use and cost, and what administrators do to them. */
@Service
public class FleetService {

  /** So many living clusters are looked at together; the newest, should there be more. */
  public static final int MOST = 5_000;

  /** Older failures wait in lists of their tenants. */
  private static final Duration LATE = Duration.ofDays(7);

  private final ClusterOversight clusters;
  private final UseTable uses;
  private final PriceList prices;
  private final Notices notices;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.systemUTC();

  FleetService(
      ClusterOversight clusters,
      UseTable uses,
      PriceList prices,
      Notices notices,
      PlatformTransactionManager transactions) {
    this.clusters = clusters;
    this.uses = uses;
    this.prices = prices;
    this.notices = notices;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** All that run, wait or rest, and what failed this week; in no order. */
  @AsAdministrator
  public List<FleetCluster> living() {
    Map<String, Use> used = uses.all();
    Instant now = clock.instant();
    return clusters.living(now.minus(LATE), MOST).stream()
        .map(cluster -> with(cluster, used, now))
        .toList();
  }

  /**
   * For programs. By creation or name, also what is over; by waste, cost or idle time only what
   * holds anything.
   */
  @AsAdministrator
  public Slice<FleetCluster> slice(OverseenQuery query, SliceRequest request) {
    Optional<FleetOrderBy> order = FleetOrderBy.of(request.sort());
    if (order.isPresent()) {
      List<FleetCluster> holding =
          living().stream()
              .filter(each -> !each.holds().isNothing())
              .filter(new FleetFilter(query, clock.instant()))
              .toList();
      return order.get().slice(holding, request);
    }
    Map<String, Use> used = uses.all();
    Instant now = clock.instant();
    return clusters.slice(query, request).map(cluster -> with(cluster, used, now));
  }

  /** Cores that all clusters together can have; empty where that changes or is not known. */
  @AsAdministrator
  public OptionalDouble totalCores() {
    return clusters.totalCores();
  }

  /** What would end with these clusters if they stopped now, such as jobs. */
  @AsAdministrator
  public List<ClusterWork.Item> work(Collection<FleetCluster> some) {
    return clusters.work(some.stream().map(FleetCluster::summary).toList());
  }

  /** What an hour of things costs; empty: nobody said. */
  @AsAdministrator
  public Optional<Prices> prices() {
    return prices.prices();
  }

  /**
   * Does the same to many clusters, each by itself: one that cannot be does not keep the others.
   *
   * @return in the order of the ids
   * @throws Refusal INVALID for the order itself
   */
  @AsAdministrator
  public List<FleetOutcome> act(FleetOrder order) {
    order.check();
    return order.ids().stream().map(id -> act(id, order)).toList();
  }

  private FleetOutcome act(String id, FleetOrder order) {
    try {
      return FleetOutcome.done(
          id,
          Objects.requireNonNull(
              transaction.execute(status -> {
                ClusterSummary cluster = carryOut(new ClusterId(id), order);
                notices.tell(cluster, order.action(), order.reason());
                return cluster;
              })));
    } catch (Refusal refusal) {
      return FleetOutcome.refused(id, refusal);
    } catch (ConcurrencyFailureException collision) {
      return FleetOutcome.refused(
          id,
          Refusal.conflict(
              "changed-meanwhile", "It was changed at the same moment. Read it again and retry."));
    }
  }

  private ClusterSummary carryOut(ClusterId id, FleetOrder order) {
    return switch (order.action()) {
      case NOTIFY -> clusters.notify(id, order.reason());
      case EXTEND -> clusters.extend(id, order.by().orElseThrow(), order.reason());
      case SUSPEND -> clusters.suspend(id, order.reason());
      case STOP -> clusters.stop(id, order.reason());
    };
  }

  private FleetCluster with(OverseenCluster cluster, Map<String, Use> used, Instant now) {
    Optional<Use> use =
        cluster.holds().isNothing()
            ? Optional.empty()
            : Optional.ofNullable(used.get(cluster.id().value()));
    Duration time =
        cluster.holdsSince().map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    Unused unused = Unused.of(cluster.holds(), cluster.idleSince().isPresent(), use);
    return new FleetCluster(
        cluster,
        use,
        prices.prices().map(known -> Bill.of(known, cluster.holds(), time, unused)),
        now);
  }
}
