package dev.rayport.job.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Confirm;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.job.JobService;
import dev.rayport.job.JobSummary;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks where something would be lost, asks the service, and says that it was asked. */
@Component
class JobActions {

  /** More than this are not resubmitted without asking. */
  private static final int FEW = 5;

  private final JobService jobs;

  JobActions(JobService jobs) {
    this.jobs = jobs;
  }

  /** Whether the current user can ask for it now. */
  boolean enabled(JobAction action, JobSummary job) {
    CurrentUser user = CurrentUser.require();
    boolean may =
        action.changesIt() ? user.mayChange(job.ownerId()) : user.role().atLeast(Role.RESEARCHER);
    return may && action.fits(job);
  }

  List<JobSummary> eligible(JobAction action, List<JobSummary> chosen) {
    return chosen.stream().filter(job -> enabled(action, job)).toList();
  }

  /** Does it to those that it can be done to. */
  void run(JobAction action, List<JobSummary> chosen) {
    List<JobSummary> eligible = eligible(action, chosen);
    if (eligible.isEmpty()) {
      return;
    }
    switch (action) {
      case RESUBMIT -> {
        if (eligible.size() > FEW) {
          confirmMany(eligible);
        } else {
          resubmit(eligible);
        }
      }
      case CHANGE -> change(eligible.getFirst());
      case STOP -> confirmStop(eligible);
    }
  }

  /** On the job's own page, which follows to the new attempt. */
  void runOnPage(JobAction action, JobSummary job) {
    if (action != JobAction.RESUBMIT || !enabled(action, job)) {
      run(action, List.of(job));
      return;
    }
    again(job)
        .ifPresent(made -> {
          Toast.info(words(made));
          UI.getCurrent().navigate("jobs/" + made.id());
        });
  }

  private Optional<JobSummary> again(JobSummary job) {
    try {
      return Optional.of(jobs.resubmit(job.id(), Map.of()).summary());
    } catch (Refusal refusal) {
      Toast.error(job.name() + ": " + refusal.detail());
      return Optional.empty();
    }
  }

  private static String words(JobSummary made) {
    return "Resubmitted %s as attempt %d".formatted(made.name(), made.chainNumber());
  }

  /** The very same again, at once. */
  private void resubmit(List<JobSummary> chosen) {
    List<JobSummary> made = chosen.stream().flatMap(job -> again(job).stream()).toList();
    if (made.size() == 1) {
      JobSummary again = made.getFirst();
      Toast.link(words(again), "Open", "jobs/" + again.id());
    } else if (!made.isEmpty()) {
      Toast.info("Resubmitted " + Words.count(made.size(), "job", "jobs"));
    }
  }

  private void confirmMany(List<JobSummary> chosen) {
    String amount = Words.count(chosen.size(), "job", "jobs");
    long again = chosen.stream().filter(JobSummary::superseded).count();
    String sentence =
        "Each gets the very same spec and files, on its cluster or on a fresh one of the same make.";
    Confirm.many(
        "Resubmit %s?".formatted(amount),
        again == 0
            ? sentence
            : "%s %s resubmitted before and would run again."
                .formatted(sentence, Words.count(again, "of them was", "of them were")),
        "Resubmit " + amount,
        () -> resubmit(chosen));
  }

  private static void change(JobSummary job) {
    UI.getCurrent().navigate("jobs/new", QueryParameters.of("from", job.id().value()));
  }

  private void confirmStop(List<JobSummary> chosen) {
    boolean one = chosen.size() == 1;
    String amount = one ? "job" : chosen.size() + " jobs";
    Confirm.destructive(
        one ? "Stop job %s?".formatted(chosen.getFirst().name()) : "Stop %s?".formatted(amount),
        "what was computed and not yet saved",
        String.join(", ", chosen.stream().map(JobSummary::name).limit(5).toList())
            + (chosen.size() > 5 ? " and %d more".formatted(chosen.size() - 5) : ""),
        "log, package and spec, to resubmit from; clusters that were there before the job",
        "Stop " + amount,
        one ? "Keep it running" : "Keep them running",
        () -> stop(chosen));
  }

  private void stop(List<JobSummary> chosen) {
    int done = 0;
    for (JobSummary job : chosen) {
      try {
        jobs.stop(job.id());
        done++;
      } catch (Refusal refusal) {
        Toast.error(job.name() + ": " + refusal.detail());
      }
    }
    if (done > 0) {
      Toast.info("Stop requested for " + (done == 1 ? chosen.getFirst().name() : done + " jobs"));
    }
  }
}
