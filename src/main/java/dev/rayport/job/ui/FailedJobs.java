package dev.rayport.job.ui;

import dev.rayport.base.Change;
import dev.rayport.base.ui.AttentionSource;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import dev.rayport.tenant.CurrentUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Own jobs that failed since yesterday and were not tried again, for the top of Home. */
@Component
class FailedJobs implements AttentionSource {

  private static final Duration FRESH = Duration.ofHours(24);
  private static final int MOST = 7;
  private static final int URGENCY = 50;

  private final JobService jobs;
  private final JobActions actions;

  FailedJobs(JobService jobs, JobActions actions) {
    this.jobs = jobs;
    this.actions = actions;
  }

  @Override
  public List<Item> items() {
    JobQuery failed =
        new JobQuery(
                Set.of(JobState.FAILED, JobState.LOST),
                Optional.empty(),
                Optional.of(CurrentUser.require().name()),
                "",
                Optional.of(Instant.now().minus(FRESH)),
                Optional.empty())
            .withoutAnswered();
    return jobs
        .list(failed, PageRequest.of(0, MOST, Sort.by(Sort.Direction.DESC, "createdAt")))
        .stream()
        .map(this::item)
        .toList();
  }

  private Item item(JobSummary job) {
    JobLook look = JobLook.of(job);
    List<Action> offers =
        actions.enabled(JobAction.RESUBMIT, job)
            ? List.of(
                new Action(
                    JobAction.RESUBMIT.icon(),
                    JobAction.RESUBMIT.label(),
                    () -> actions.run(JobAction.RESUBMIT, List.of(job))))
            : List.of();
    return new Item(
        look.icon(),
        look.word(),
        look.tone(),
        job.name(),
        "jobs/" + job.id(),
        job.clusterName().isEmpty() ? "" : "on " + job.clusterName(),
        job.reason().lines().findFirst().orElse(""),
        job.endedAt().orElse(job.createdAt()),
        URGENCY,
        offers);
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("job");
  }
}
