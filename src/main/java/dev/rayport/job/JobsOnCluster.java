package dev.rayport.job;

import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterWork;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Names the jobs that a cluster would take with it. */
@Component
class JobsOnCluster implements ClusterWork {

  private final JobRepository jobs;

  JobsOnCluster(JobRepository jobs) {
    this.jobs = jobs;
  }

  @Override
  public List<Item> on(ClusterId id, String tenant) {
    return jobs
        .findByTenantIdAndClusterIdAndStateInOrderByCreatedAt(tenant, id.value(), JobState.LIVING)
        .stream()
        .map(job ->
            new Item(
                job.name,
                job.state.name().toLowerCase(Locale.ROOT),
                job.ownerName,
                "jobs/" + job.id))
        .toList();
  }
}
