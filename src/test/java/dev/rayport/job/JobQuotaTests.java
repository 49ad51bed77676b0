package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.base.Refusal;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many jobs of a tenant run at once. */
class JobQuotaTests extends JobWorld {

  private static final TenantId TENANT = new TenantId("research");
  @Autowired private QuotaService quotas;
  @Autowired private JdbcClient jdbc;

  @AfterEach
  void noLimit() {
    limit(PerStage.NONE);
  }

  @Test
  void moreThanTheQuotaWaitInTheirOrder() {
    limit(jobs(2));
    List<JobId> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(jobs.submit(wish(Map.of())).id());
    }

    soon(() -> {
      assertThat(all.stream().map(this::now).filter(job -> job.state() != JobState.QUEUED))
          .hasSize(2);
      assertThat(all.stream().map(this::now).filter(job -> job.state() == JobState.QUEUED))
          .hasSize(3)
          .allSatisfy(job -> {
            assertThat(job.reasonCode()).isEqualTo("waiting-for-quota");
            assertThat(job.reason()).contains("research has 2 of 2 running jobs.");
          });
    });
    assertThat(quotas.mine().use().whole().get(QuotaKind.RUNNING_JOBS)).isEqualTo(2);

    List<JobId> waiting = all.stream().filter(id -> now(id).state() == JobState.QUEUED).toList();
    jobs.stop(waiting.getFirst());
    soon(() -> assertThat(now(waiting.getFirst()).state()).isEqualTo(JobState.STOPPED));

    limit(jobs(3));
    soon(() -> assertThat(now(waiting.get(1)).state()).isNotEqualTo(JobState.QUEUED));
    assertThat(now(waiting.get(2)).state()).isEqualTo(JobState.QUEUED);
  }

  @Test
  void whereNoneMayRunNoneIsTaken() {
    limit(jobs(0));

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> jobs.submit(wish(Map.of())));

    assertThat(refusal.code()).isEqualTo("does-not-fit");
    assertThat(refusal.errors().getFirst().field()).isEqualTo("cluster");
  }

  private static PerStage jobs(int number) {
    return new PerStage(Amounts.of(QuotaKind.RUNNING_JOBS, number), new TreeMap<>());
  }

  private void limit(PerStage limits) {
    if (jdbc.sql("select count(*) from tenant where name = 'research'")
            .query(Integer.class)
            .single()
        == 0) {
      jdbc.sql("insert into tenant (name, created_at, version) values ('research', ?, 0)")
          .param(Timestamp.from(Instant.now()))
          .update();
    }
    signIn("root", Role.ADMINISTRATOR, "research");
    quotas.set(TENANT, limits);
    signIn("ada", Role.RESEARCHER, "research");
  }
}
