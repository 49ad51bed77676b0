package dev.rayport.job.ui;

import dev.rayport.base.Change;
import dev.rayport.base.ui.StatusItem;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobService;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** In the status bar: how many jobs run and how many wait. */
abstract class JobFact implements StatusItem {

  private final JobService jobs;

  JobFact(JobService jobs) {
    this.jobs = jobs;
  }

  long number(JobsShown shown) {
    return jobs.count(shown.query("", Instant.EPOCH));
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("job");
  }

  /** “6 jobs running”. */
  @Component
  static class Running extends JobFact {
    Running(JobService jobs) {
      super(jobs);
    }

    @Override
    public int order() {
      return 20;
    }

    @Override
    public Optional<Fact> fact() {
      String text = Words.count(number(JobsShown.RUNNING), "job", "jobs") + " running";
      return Optional.of(new Fact("circle-play", text, Optional.of("jobs?view=running")));
    }
  }

  /** “2 waiting”; nothing while none does. */
  @Component
  static class Waiting extends JobFact {
    Waiting(JobService jobs) {
      super(jobs);
    }

    @Override
    public int order() {
      return 21;
    }

    @Override
    public Optional<Fact> fact() {
      long waiting = number(JobsShown.WAITING);
      return waiting == 0
          ? Optional.empty()
          : Optional.of(
              new Fact(
                  "hourglass",
                  Words.count(waiting) + " waiting",
                  Optional.of("jobs?view=waiting")));
    }
  }
}
