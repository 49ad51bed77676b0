package dev.rayport.cluster;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.Stage;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Demand;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.QuotaState;
import dev.rayport.tenant.QuotaVerdict;
import dev.rayport.tenant.QuotasChanged;
import dev.rayport.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/** Holds clusters against their tenant's quotas, first come first served. */
@Component
class ClusterQuota {

  /** More of them are looked at when these have started. */
  private static final Limit NEXT = Limit.of(5);

  private final QuotaService quotas;
  private final ClusterMeter meter;
  private final ClusterRepository clusters;
  private final ClusterNudger nudger;

  ClusterQuota(
      QuotaService quotas, ClusterMeter meter, ClusterRepository clusters, ClusterNudger nudger) {
    this.quotas = quotas;
    this.meter = meter;
    this.clusters = clusters;
    this.nudger = nudger;
  }

  /**
   * Whether it is a waiting cluster's turn.
   *
   * @param place in its tenant's queue, from 1
   * @param fit whether the quota has room for it
   */
  record Turn(long place, Fit fit) {}

  /**
   * @param queue whether clusters wait for each other without any quota, too
   */
  Turn turn(ClusterEntity cluster, boolean queue) {
    PerStage limits = quotas.limits(new TenantId(cluster.tenantId));
    return limits.isEmpty()
        ? new Turn(queue ? before(cluster) + 1 : 1, Fit.now())
        : turn(cluster, state(cluster, limits));
  }

  private Turn turn(ClusterEntity cluster, QuotaState state) {
    long place =
        state.limits().stages().isEmpty()
            ? before(cluster) + 1
            : state.place(
                demands(
                    clusters.waitingBefore(
                        cluster.tenantId, cluster.times.queuedAt, cluster.id, Limit.of(1000))),
                cluster.stage.name());
    return new Turn(place, fit(state.judge(ClusterMeter.demand(cluster))));
  }

  private long before(ClusterEntity cluster) {
    return clusters.countWaitingBefore(cluster.tenantId, cluster.times.queuedAt, cluster.id);
  }

  private static List<Demand> demands(List<ClusterRepository.Held> waiting) {
    return waiting.stream().map(each -> new Demand(each.stage().name(), each.amounts())).toList();
  }

  private QuotaState state(ClusterEntity cluster, PerStage limits) {
    return new QuotaState(
        new TenantId(cluster.tenantId), limits, meter.use(cluster.tenantId, cluster.id, limits));
  }

  /**
   * Asks once more before a waiting cluster starts, now that nobody else can take anything until
   * the caller's transaction ends.
   */
  boolean take(ClusterEntity cluster) {
    TenantId tenant = new TenantId(cluster.tenantId);
    if (quotas.limits(tenant).isEmpty()) {
      return true;
    }
    PerStage limits = quotas.lock(tenant);
    Turn turn = turn(cluster, state(cluster, limits));
    return turn.place() == 1 && turn.fit().answer() == Fit.Answer.NOW;
  }

  /**
   * As {@link #take} for a cluster that is there and is to grow; it may always shrink.
   *
   * @param asked what it is to be made from
   * @throws Refusal CONFLICT {@code over-quota}
   */
  void grow(ClusterEntity cluster, ClusterSpec asked) {
    TenantId tenant = new TenantId(cluster.tenantId);
    if (quotas.limits(tenant).isEmpty()) {
      return;
    }
    QuotaState state = state(cluster, quotas.lock(tenant));
    Amounts before = ClusterMeter.demand(cluster).amounts();
    Map<QuotaKind, Double> grown =
        amounts(asked).values().entrySet().stream()
            .filter(one -> one.getValue() > before.get(one.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    QuotaVerdict verdict = state.judge(new Demand(cluster.stage.name(), new Amounts(grown)));
    if (verdict.answer() == QuotaVerdict.Answer.LATER) {
      throw Refusal.conflict(
          "over-quota",
          "There is no room in the quota for that now: it %s Stop something, or ask for less."
              .formatted(verdict.reason()));
    }
  }

  /** Whether a new cluster of the current tenant would find room. */
  Fit preview(Stage stage, ClusterSpec spec) {
    TenantId tenant = CurrentUser.require().tenant();
    PerStage limits = quotas.limits(tenant);
    if (limits.isEmpty()) {
      return Fit.now();
    }
    QuotaState state = new QuotaState(tenant, limits, meter.use(tenant.value(), "", limits));
    Fit fit = fit(state.judge(new Demand(stage.name(), amounts(spec))));
    if (fit.answer() != Fit.Answer.NOW) {
      return fit;
    }
    long place =
        state.place(demands(clusters.waiting(tenant.value(), Limit.of(1000))), stage.name());
    return place == 1
        ? fit
        : new Fit(
            Fit.Answer.LATER,
            QuotaKind.CLUSTERS.field(),
            "%d of %s wait for their quota before it.".formatted(place - 1, tenant));
  }

  /**
   * @param field where it is to be shown, by what is short
   * @throws Refusal UNPROCESSABLE {@code does-not-fit} for what no quota of the tenant will allow
   */
  void refuseNever(String tenant, Demand demand, Function<QuotaKind, String> field) {
    TenantId id = new TenantId(tenant);
    QuotaVerdict verdict = new QuotaState(id, quotas.limits(id), PerStage.NONE).judge(demand);
    if (verdict.answer() == QuotaVerdict.Answer.NEVER) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "does-not-fit",
          "This can never start here: it %s".formatted(verdict.reason()),
          List.of(new FieldError(field.apply(verdict.kind().orElseThrow()), verdict.reason())));
    }
  }

  /** As the other one, for something from a template. */
  void refuseNever(ResolvedTemplate template) {
    refuseNever(
        CurrentUser.require().tenant().value(),
        new Demand(template.stage().name(), amounts(template.spec())),
        kind -> field(template, kind));
  }

  /** The parameter that makes it so large, as far as there is one. */
  static String field(ResolvedTemplate template, QuotaKind kind) {
    List<String> ends =
        switch (kind) {
          case CPUS -> List.of(".max", ".replicas", ".cpus");
          case MEMORY -> List.of(".max", ".replicas", ".memory");
          case GPUS, GPU_HOURS -> List.of(".gpus", ".max", ".replicas");
          case CLUSTERS, RUNNING_JOBS -> List.of();
        };
    return ends.stream()
        .flatMap(end ->
            template.origins().entrySet().stream()
                .filter(origin -> origin.getKey().endsWith(end))
                .map(Map.Entry::getValue)
                .sorted())
        .findFirst()
        .orElse("template");
  }

  static Amounts amounts(ClusterSpec spec) {
    ClusterSpec most = spec.largest();
    return ClusterMeter.amounts(1, most.totalCpus(), most.totalGpus(), most.totalMemory().bytes());
  }

  private static Fit fit(QuotaVerdict verdict) {
    Fit.Answer answer =
        switch (verdict.answer()) {
          case FREE -> Fit.Answer.NOW;
          case LATER -> Fit.Answer.LATER;
          case NEVER -> Fit.Answer.NEVER;
        };
    return new Fit(answer, verdict.kind().map(QuotaKind::field).orElse(""), verdict.reason());
  }

  /** Both a quota and a place have their say; what is worse counts. */
  static Fit worse(Fit one, Fit other) {
    return other.answer().compareTo(one.answer()) > 0 ? other : one;
  }

  /** Has those looked at that may start now, of a tenant with quotas. */
  void nudgeNext(String tenant) {
    if (!quotas.limits(new TenantId(tenant)).isEmpty()) {
      clusters.idsWaitingIn(tenant, NEXT).forEach(nudger::nudge);
    }
  }

  @EventListener
  void changed(QuotasChanged news) {
    clusters.idsWaitingIn(news.tenant().value(), NEXT).forEach(nudger::nudge);
  }
}
