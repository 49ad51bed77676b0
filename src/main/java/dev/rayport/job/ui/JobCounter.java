package dev.rayport.job.ui;

import dev.rayport.base.Change;
import dev.rayport.base.ui.NavCounter;
import dev.rayport.job.JobService;
import dev.rayport.tenant.CurrentUser;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Beside “Jobs” in the menu: how many failed today, else how many run. */
@Component
class JobCounter implements NavCounter {

  private final JobService jobs;

  JobCounter(JobService jobs) {
    this.jobs = jobs;
  }

  @Override
  public String route() {
    return "jobs";
  }

  @Override
  public Optional<Count> count() {
    long failed = number(JobsShown.FAILED);
    if (failed > 0) {
      return Optional.of(new Count(failed, true, "failed today"));
    }
    long running = number(JobsShown.RUNNING);
    return running > 0 ? Optional.of(new Count(running, false, "running")) : Optional.empty();
  }

  private long number(JobsShown shown) {
    return jobs.count(
        shown.query(
            CurrentUser.require().name(),
            LocalDate.now(ZoneId.systemDefault())
                .atStartOfDay(ZoneId.systemDefault())
                .toInstant()));
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("job");
  }
}
