package dev.rayport.job;

import dev.rayport.template.Stage;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which jobs of the current user's tenant.
 *
 * @param states empty: any
 * @param stage of the cluster it runs or ran on
 * @param template of that cluster, name with or without version
 * @param cluster id or name of that cluster
 * @param owner a user's name
 * @param text part of the name
 * @param unanswered only those that no later job of their chain follows
 */
public record JobQuery(
    Set<JobState> states,
    Optional<Stage> stage,
    Optional<String> template,
    Optional<String> cluster,
    Optional<String> owner,
    String text,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore,
    boolean unanswered) {

  /** On clusters of any stage and template. */
  public JobQuery(
      Set<JobState> states,
      Optional<String> cluster,
      Optional<String> owner,
      String text,
      Optional<Instant> createdAfter,
      Optional<Instant> createdBefore) {
    this(
        states,
        Optional.empty(),
        Optional.empty(),
        cluster,
        owner,
        text,
        createdAfter,
        createdBefore,
        false);
  }

  public static JobQuery all() {
    return new JobQuery(
        Set.of(), Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
  }

  /** The same as far as they were there at a moment. */
  public JobQuery until(Instant moment) {
    return new JobQuery(
        states,
        stage,
        template,
        cluster,
        owner,
        text,
        createdAfter,
        createdBefore.filter(moment::isAfter).or(() -> Optional.of(moment)),
        unanswered);
  }

  /** The same in one state only. */
  JobQuery in(JobState state) {
    return new JobQuery(
        Set.of(state),
        stage,
        template,
        cluster,
        owner,
        text,
        createdAfter,
        createdBefore,
        unanswered);
  }

  /** The same as far as they were made after a moment. */
  JobQuery since(Instant moment) {
    return new JobQuery(
        states,
        stage,
        template,
        cluster,
        owner,
        text,
        Optional.of(moment),
        createdBefore,
        unanswered);
  }

  /** The same without jobs that were resubmitted. */
  public JobQuery withoutAnswered() {
    return new JobQuery(
        states, stage, template, cluster, owner, text, createdAfter, createdBefore, true);
  }
}
