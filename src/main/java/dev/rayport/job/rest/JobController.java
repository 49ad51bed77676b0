package dev.rayport.job.rest;

import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.base.rest.LongPoll;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobId;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.JobState;
import dev.rayport.job.SubmitJob;
import dev.rayport.template.Stage;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Jobs over HTTP. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {

  private final JobService jobs;
  private final LongPoll longPoll;

  JobController(JobService jobs, LongPoll longPoll) {
    this.jobs = jobs;
    this.longPoll = longPoll;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = SubmitJobBody.class)))
  JobAnswer submit(@RequestBody Map<String, Object> body) {
    return JobAnswer.of(jobs.submit(SubmitJob.of(body)));
  }

  /**
   * Which jobs.
   *
   * @param stage of its cluster
   * @param template of its cluster, name with or without version
   * @param cluster id or name
   * @param q part of the name
   */
  record Filters(
      @Nullable Set<JobState> state,
      @Nullable Stage stage,
      @Nullable String template,
      @Nullable String cluster,
      @Nullable String owner,
      @Nullable String q,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore) {

    JobQuery query() {
      return new JobQuery(
          state == null ? Set.of() : state,
          Optional.ofNullable(stage),
          Optional.ofNullable(template),
          Optional.ofNullable(cluster),
          Optional.ofNullable(owner),
          q == null ? "" : q,
          Optional.ofNullable(createdAfter),
          Optional.ofNullable(createdBefore),
          false);
    }
  }

  @GetMapping
  ListAnswer<JobAnswer> list(@ParameterObject Filters filters, SliceRequest slice) {
    return ListAnswer.of(jobs.slice(filters.query(), slice), JobAnswer::of);
  }

  @GetMapping("/{id}")
  JobAnswer get(@PathVariable String id, @RequestParam Optional<Duration> wait) {
    JobDetails job =
        longPoll.await(
            wait, "job", id, () -> jobs.get(new JobId(id)), found -> found.summary().state());
    return JobAnswer.of(job);
  }

  /** What a resubmission changes; nothing: the very same again. */
  record Resubmit(@Nullable Map<String, Object> changes) {}

  @PostMapping("/{id}/resubmit")
  @ResponseStatus(HttpStatus.ACCEPTED)
  JobAnswer resubmit(
      @PathVariable String id, @RequestBody(required = false) @Nullable Resubmit body) {
    Map<String, Object> changes =
        body == null || body.changes() == null ? Map.of() : body.changes();
    JobDetails job = jobs.resubmit(new JobId(id), changes);
    return JobAnswer.of(job, changes.isEmpty() ? null : job.changes());
  }

  @PostMapping("/{id}/stop")
  @ResponseStatus(HttpStatus.ACCEPTED)
  JobAnswer stop(@PathVariable String id) {
    return JobAnswer.of(jobs.stop(new JobId(id)));
  }
}
