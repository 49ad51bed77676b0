package dev.rayport.job;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Rows as the other rooms see them; called inside a transaction. */
@Component
class JobReader {

  private final JobRepository jobs;
  private final JobJson json;

  JobReader(JobRepository jobs, JobJson json) {
    this.jobs = jobs;
    this.json = json;
  }

  JobDetails details(JobRow job) {
    SubmitJob spec = json.spec(job);
    List<JobSummary> chain =
        jobs.findByChainIdAndTenantIdOrderByChainNumber(job.chainId, job.tenantId).stream()
            .map(JobRow::summary)
            .toList();
    return new JobDetails(
        job.summary(),
        spec,
        JobSpec.tree(spec),
        Optional.ofNullable(job.exitCode),
        Optional.ofNullable(job.message),
        job.steps.stream().map(s -> new JobDetails.Step(s.state(), s.at(), s.detail())).toList(),
        chain,
        changes(job, spec));
  }

  ListedJob listed(JobRow job) {
    return new ListedJob(
        job.summary(),
        JobSpec.tree(json.spec(job)),
        Optional.ofNullable(job.exitCode),
        Optional.ofNullable(job.message));
  }

  private List<JobDetails.SpecChange> changes(JobRow job, SubmitJob spec) {
    return Optional.ofNullable(job.resubmissionOf)
        .flatMap(old -> jobs.findByIdAndTenantId(old, job.tenantId))
        .map(old -> SpecDiff.between(json.spec(old), spec))
        .orElse(List.of());
  }

  /** What differs; a cluster by its name is the same as by its id. */
  List<JobDetails.SpecChange> diff(JobRow from, SubmitJob to) {
    SubmitJob old = json.spec(from);
    boolean sameCluster = to.cluster().filter(from.clusterName::equals).isPresent();
    return SpecDiff.between(old, sameCluster ? placed(to, old.cluster()) : to);
  }

  /** Whether a job is what {@code wish} asks for. */
  boolean asks(JobRow job, SubmitJob wish) {
    return diff(job, wish).stream()
        .allMatch(change -> change.path().equals("name") && wish.name().isEmpty());
  }

  private static SubmitJob placed(SubmitJob job, Optional<String> cluster) {
    return new SubmitJob(
        job.name(),
        cluster,
        job.newCluster(),
        job.entrypoint(),
        job.packageHash(),
        job.runtimeEnv(),
        job.resources(),
        job.metadata(),
        job.timeout(),
        job.retries());
  }
}
