package dev.rayport.job.ui;

import com.vaadin.flow.server.VaadinRequest;
import dev.rayport.backend.Fit;
import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.JobState;
import dev.rayport.job.JobSummary;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** What the form for a job offers to choose from. */
@Component
class SubmitSources {

  private static final Set<ClusterState> USABLE =
      Set.of(
          ClusterState.READY, ClusterState.UPDATING, ClusterState.STARTING, ClusterState.REQUESTED);
  private static final String MADE_FOR_A_JOB = "rayport-job";
  private static final int MOST_CLUSTERS = 30;
  private static final int MOST_JOBS = 200;

  private final ClusterService clusters;
  private final TemplateService templates;
  private final PackageService packages;
  private final JobService jobs;
  private final Examples examples;
  private final RayportProperties properties;

  SubmitSources(
      ClusterService clusters,
      TemplateService templates,
      PackageService packages,
      JobService jobs,
      Examples examples,
      RayportProperties properties) {
    this.clusters = clusters;
    this.templates = templates;
    this.packages = packages;
    this.jobs = jobs;
    this.examples = examples;
    this.properties = properties;
  }

  PackageService packages() {
    return packages;
  }

  /** A package that the portal has; empty when it is gone. */
  Optional<StoredPackage> stored(@Nullable Object hash) {
    try {
      return Optional.ofNullable(hash).map(Object::toString).map(packages::get);
    } catch (Refusal gone) {
      return Optional.empty();
    }
  }

  Examples examples() {
    return examples;
  }

  List<TemplateVersion> templates() {
    return templates.list().stream().filter(version -> version.deprecated().isEmpty()).toList();
  }

  /** Clusters that run or will, newest first, with what they are busy with. */
  List<Place> places() {
    ClusterQuery all = ClusterQuery.all();
    ClusterQuery usable =
        new ClusterQuery(
            USABLE,
            all.stage(),
            all.owner(),
            all.template(),
            "",
            all.createdAfter(),
            all.createdBefore());
    List<ClusterSummary> found =
        clusters.list(
            usable, PageRequest.of(0, MOST_CLUSTERS, Sort.by(Sort.Direction.DESC, "createdAt")));
    Map<String, Long> running = runningByCluster();
    return found.stream()
        .filter(cluster -> cluster.desired() == ClusterSummary.Desired.RUNNING)
        .filter(cluster -> !cluster.readOnly() && lasts(cluster))
        .map(cluster -> new Place(cluster, running.getOrDefault(cluster.id().value(), 0L)))
        .toList();
  }

  /** Not one that was made for a single job and ends with it. */
  private boolean lasts(ClusterSummary cluster) {
    try {
      return !clusters.get(cluster.id().value()).labels().containsKey(MADE_FOR_A_JOB);
    } catch (Refusal gone) {
      return false;
    }
  }

  private Map<String, Long> runningByCluster() {
    JobQuery running = JobsShown.RUNNING.query("", java.time.Instant.EPOCH);
    return jobs.list(running, PageRequest.of(0, MOST_JOBS)).stream()
        .filter(job -> job.state() == JobState.RUNNING)
        .map(JobSummary::clusterId)
        .flatMap(Optional::stream)
        .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
  }

  /** Whether the fresh cluster of a body could start; empty for a job on a running one. */
  Optional<Fit> fit(Object newCluster) {
    if (!(newCluster instanceof Map<?, ?> made) || made.get("template") == null) {
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    if (made.get("values") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> values.put(name.toString(), value));
    }
    try {
      return Optional.of(
          clusters.preview(
              new CreateCluster(
                  "for-a-job",
                  made.get("template").toString(),
                  values,
                  Map.of(),
                  Optional.empty())));
    } catch (Refusal refusal) {
      return Optional.of(new Fit(Fit.Answer.NEVER, "", refusal.detail()));
    }
  }

  /** An old job's spec; on a fresh cluster of the same make when its own is gone. */
  Map<String, Object> bodyFor(JobDetails job) {
    Map<String, Object> body = new LinkedHashMap<>(job.spec().toBody());
    job.spec()
        .cluster()
        .filter(
            name -> places().stream().noneMatch(p -> p.name().equals(name) || p.id().equals(name)))
        .flatMap(name -> lastLook(job))
        .ifPresent(gone -> {
          body.remove("cluster");
          body.put(
              "newCluster", Map.of("template", gone.summary().template(), "values", gone.values()));
        });
    return body;
  }

  private Optional<ClusterDetails> lastLook(JobDetails job) {
    try {
      return job.summary().clusterId().map(clusters::get).filter(c -> !c.summary().registered());
    } catch (Refusal gone) {
      return Optional.empty();
    }
  }

  /** Address of this portal, for texts that people copy. */
  String portal() {
    if (!properties.publicUrl().isEmpty()) {
      return properties.publicUrl();
    }
    VaadinRequest request = VaadinRequest.getCurrent();
    return request == null
        ? "http://localhost:8080"
        : "%s://%s".formatted(request.isSecure() ? "https" : "http", request.getHeader("Host"));
  }
}
