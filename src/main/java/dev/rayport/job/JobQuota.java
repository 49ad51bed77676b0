package dev.rayport.job;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.template.Stage;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Demand;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaMeter;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.QuotaState;
import dev.rayport.tenant.QuotaVerdict;
import dev.rayport.tenant.QuotaVerdict.Answer;
import dev.rayport.tenant.QuotasChanged;
import dev.rayport.tenant.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Holds jobs against their tenant's quota of running ones, first come first served among those
 * whose cluster is ready. From being handed to Ray until its end a job counts.
 */
@Component
class JobQuota implements QuotaMeter {

  static final String WAITING = "waiting-for-quota";

  private static final List<JobState> LIVING =
      Arrays.stream(JobState.values()).filter(state -> !state.ended()).toList();
  private static final Limit MOST = Limit.of(1000);
  private static final Limit NEXT = Limit.of(5);

  private final QuotaService quotas;
  private final JobRepository jobs;
  private final JobTasks tasks;

  JobQuota(QuotaService quotas, JobRepository jobs, JobTasks tasks) {
    this.quotas = quotas;
    this.jobs = jobs;
    this.tasks = tasks;
  }

  @Override
  @Transactional(readOnly = true)
  public PerStage use(TenantId tenant) {
    PerStage sum = PerStage.NONE;
    for (JobRepository.StageCount count : jobs.handedOver(tenant.value(), LIVING)) {
      sum = sum.plus(word(count.stage()), Amounts.of(QuotaKind.RUNNING_JOBS, count.number()));
    }
    return sum;
  }

  /** Why a job whose cluster is ready has to wait; empty: it may run. */
  Optional<String> waits(JobRow job) {
    PerStage limits = quotas.limits(new TenantId(job.tenantId));
    return limits.isEmpty() ? Optional.empty() : waits(job, limits);
  }

  /** Asks once more, now that nobody else can take anything until the caller's transaction ends. */
  boolean take(JobRow job) {
    TenantId tenant = new TenantId(job.tenantId);
    return quotas.limits(tenant).isEmpty() || waits(job, quotas.lock(tenant)).isEmpty();
  }

  private Optional<String> waits(JobRow job, PerStage limits) {
    TenantId tenant = new TenantId(job.tenantId);
    QuotaState state = new QuotaState(tenant, limits, use(tenant));
    Demand demand = demand(job.stage);
    QuotaVerdict verdict = state.judge(demand);
    List<Demand> earlier =
        jobs.waitingBefore(job.tenantId, WAITING, job.createdAt, job.id, MOST).stream()
            .map(count -> demand(count.stage()))
            .toList();
    long before = state.place(earlier, demand.stage()) - 1;
    if (verdict.answer() == Answer.FREE && before == 0) {
      return Optional.empty();
    }
    String why =
        verdict.answer() == Answer.FREE
            ? "It is the turn of others of %s.".formatted(tenant)
            : "Waits for the quota: %s".formatted(verdict.reason());
    return Optional.of(before == 0 ? why : "%s %d came earlier.".formatted(why, before));
  }

  /**
   * @throws Refusal UNPROCESSABLE {@code does-not-fit} where no job may run at all
   */
  void refuseNever(Optional<Stage> stage) {
    TenantId tenant = CurrentUser.require().tenant();
    QuotaVerdict verdict =
        new QuotaState(tenant, quotas.limits(tenant), PerStage.NONE)
            .judge(demand(stage.orElse(null)));
    if (verdict.answer() == Answer.NEVER) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "does-not-fit",
          "This can never run here: it %s".formatted(verdict.reason()),
          List.of(new FieldError("cluster", verdict.reason())));
    }
  }

  /** Whether one more would have to wait now. */
  QuotaVerdict preview(Optional<Stage> stage) {
    TenantId tenant = CurrentUser.require().tenant();
    return new QuotaState(tenant, quotas.limits(tenant), use(tenant))
        .judge(demand(stage.orElse(null)));
  }

  private static Demand demand(@Nullable Stage stage) {
    return new Demand(word(stage), Amounts.of(QuotaKind.RUNNING_JOBS, 1));
  }

  private static String word(@Nullable Stage stage) {
    return stage == null ? "" : stage.name();
  }

  /** Has those looked at that may run now. */
  void nudgeNext(String tenant) {
    jobs.idsWaiting(tenant, WAITING, NEXT).forEach(tasks::nudge);
  }

  @EventListener
  void changed(QuotasChanged news) {
    nudgeNext(news.tenant().value());
  }
}
