package dev.rayport.job.ui;

import dev.rayport.base.ui.PaletteEntry;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Jobs in the command palette: the last failed one to repeat, and those that were searched for. */
@Component
class JobPalette implements PaletteEntry.Source {

  private static final int MOST_SUGGESTED = 2;
  private static final int MOST = 8;
  private static final Sort NEWEST = Sort.by(Sort.Direction.DESC, "createdAt");

  private final JobService jobs;

  JobPalette(JobService jobs) {
    this.jobs = jobs;
  }

  @Override
  public List<PaletteEntry> find(String query) {
    if (query.isBlank()) {
      return suggestions();
    }
    JobQuery all = JobQuery.all();
    JobQuery found =
        new JobQuery(
            all.states(),
            all.cluster(),
            all.owner(),
            query,
            all.createdAfter(),
            all.createdBefore());
    return jobs.list(found, PageRequest.of(0, MOST, NEWEST)).stream()
        .map(JobPalette::open)
        .toList();
  }

  private List<PaletteEntry> suggestions() {
    CurrentUser user = CurrentUser.require();
    if (!user.role().atLeast(Role.RESEARCHER)) {
      return List.of();
    }
    JobQuery failed =
        new JobQuery(
            Set.of(JobState.FAILED, JobState.LOST),
            Optional.empty(),
            Optional.of(user.name()),
            "",
            Optional.<Instant>empty(),
            Optional.empty());
    List<PaletteEntry> entries = new ArrayList<>();
    jobs.list(failed.withoutAnswered(), PageRequest.of(0, MOST_SUGGESTED, NEWEST))
        .forEach(job ->
            entries.add(
                new PaletteEntry(
                    "Suggested",
                    JobAction.RESUBMIT.icon(),
                    "Resubmit failed job %s with changes…".formatted(job.name()),
                    ended(job),
                    "jobs/new?from=" + job.id())));
    return entries;
  }

  private static PaletteEntry open(JobSummary job) {
    String again = job.chainNumber() > 1 ? ", " + JobGrid.again(job) : "";
    return new PaletteEntry(
        "Jobs",
        "list-checks",
        job.name() + again,
        "%s %s".formatted(JobLook.of(job).word(), ended(job)),
        "jobs/" + job.id());
  }

  private static String ended(JobSummary job) {
    return Words.ago(job.endedAt().or(job::startedAt).orElse(job.createdAt()));
  }
}
