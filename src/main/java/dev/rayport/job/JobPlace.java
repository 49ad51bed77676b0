package dev.rayport.job;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterPlan;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.template.TemplateService;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds or makes the cluster that a job asks for, on behalf of the current user. */
@Component
class JobPlace {

  private static final Set<ClusterState> ENDING =
      Set.of(ClusterState.STOPPING, ClusterState.STOPPED, ClusterState.FAILED);

  private final ClusterService clusters;
  private final TemplateService templates;

  JobPlace(ClusterService clusters, TemplateService templates) {
    this.clusters = clusters;
    this.templates = templates;
  }

  /**
   * A cluster that exists, or the spec of one to be made.
   *
   * @param cluster present when it exists
   * @param spec what it is made from; empty for a registered cluster
   */
  record Found(Optional<ClusterDetails> cluster, Optional<ClusterSpec> spec) {

    Optional<String> rayVersion() {
      return spec.map(ClusterSpec::rayVersion);
    }
  }

  /**
   * @throws Refusal for a cluster that is not there or not running, and for a template or values
   *     that are refused
   */
  Found find(SubmitJob wish) {
    Found found =
        wish.cluster()
            .map(this::existing)
            .orElseGet(() -> ofTemplate(wish.newCluster().orElseThrow()));
    found.spec().ifPresent(spec -> checkFit(wish.resources(), spec));
    return found;
  }

  private Found existing(String idOrName) {
    ClusterDetails cluster;
    try {
      cluster = clusters.get(idOrName);
    } catch (Refusal e) {
      throw at("cluster", e);
    }
    if (cluster.summary().readOnly()) {
      String problem =
          "Cluster %s was made outside of Rayport and is only shown here; choose another one."
              .formatted(cluster.summary().name());
      throw new Refusal(
          Refusal.Kind.CONFLICT, "read-only", problem, List.of(new FieldError("cluster", problem)));
    }
    if (ends(cluster.summary())) {
      String problem =
          "Cluster %s is %s; start it, or choose another one."
              .formatted(cluster.summary().name(), word(cluster.summary()));
      throw new Refusal(
          Refusal.Kind.CONFLICT,
          "cluster-not-running",
          problem,
          List.of(new FieldError("cluster", problem)));
    }
    return new Found(Optional.of(cluster), cluster.spec());
  }

  private Found ofTemplate(SubmitJob.NewCluster wish) {
    try {
      return new Found(
          Optional.empty(), Optional.of(templates.resolve(wish.template(), wish.values()).spec()));
    } catch (Refusal e) {
      throw at("newCluster", e);
    }
  }

  /**
   * The cluster of a wish, checked against its template and the machine; asks the backend. Its name
   * is not taken yet.
   */
  ClusterPlan plan(SubmitJob.NewCluster wish, String jobName) {
    try {
      return clusters.plan(creation(wish, jobName));
    } catch (Refusal e) {
      throw e.code().equals("does-not-fit") ? tooLarge(e) : at("newCluster", e);
    }
  }

  /** Makes the cluster; in the caller's transaction. */
  ClusterDetails create(ClusterPlan plan) {
    try {
      return clusters.create(plan);
    } catch (Refusal e) {
      throw at("newCluster", e);
    }
  }

  private static CreateCluster creation(SubmitJob.NewCluster wish, String jobName) {
    return new CreateCluster(
        ClusterNames.forJob(jobName),
        wish.template(),
        wish.values(),
        Map.of("rayport-job", jobName.replaceAll("[^A-Za-z0-9._-]", "-")),
        Optional.empty());
  }

  /** Whether a cluster may still take jobs. */
  Optional<ClusterSummary> living(String clusterId) {
    try {
      ClusterSummary cluster = clusters.get(clusterId).summary();
      return ends(cluster) ? Optional.empty() : Optional.of(cluster);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  /** One that was asked to stop takes no jobs, even while it still looks ready. */
  private static boolean ends(ClusterSummary cluster) {
    return ENDING.contains(cluster.state()) || cluster.desired() == Desired.STOPPED;
  }

  private static String word(ClusterSummary cluster) {
    return ENDING.contains(cluster.state())
        ? cluster.state().name().toLowerCase(Locale.ROOT)
        : "about to stop";
  }

  private static void checkFit(JobResources wanted, ClusterSpec spec) {
    List<NodeSpec> nodes =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(spec.head()),
                spec.workerGroups().stream().filter(g -> g.max() > 0).map(g -> g.node()))
            .toList();
    double cpus = nodes.stream().mapToDouble(NodeSpec::schedulableCpus).max().orElse(0);
    int gpus = nodes.stream().mapToInt(NodeSpec::gpus).max().orElse(0);
    if (wanted.cpus().orElse(0) > cpus) {
      throw tooMuch("cpus", "%s CPUs".formatted(cpus));
    }
    if (wanted.gpus().orElse(0) > gpus) {
      throw tooMuch("gpus", "%d GPUs".formatted(gpus));
    }
  }

  private static Refusal tooMuch(String resource, String most) {
    String problem =
        "The largest node of this cluster offers %s to Ray; ask for less, or for nothing so that the driver just runs on the head."
            .formatted(most);
    return new Refusal(
        Refusal.Kind.UNPROCESSABLE,
        "does-not-fit",
        problem,
        List.of(new FieldError("resources." + resource, problem)));
  }

  /** A template is what the author of a job can change, not the machine. */
  private static Refusal tooLarge(Refusal refusal) {
    FieldError error = new FieldError("newCluster.template", refusal.detail());
    return new Refusal(refusal.kind(), refusal.code(), refusal.detail(), List.of(error));
  }

  /** The same refusal, its fields as the author of the job knows them. */
  private static Refusal at(String field, Refusal refusal) {
    List<FieldError> errors =
        refusal.errors().isEmpty()
            ? List.of(new FieldError(field, refusal.detail()))
            : refusal.errors().stream()
                .map(e ->
                    e.field().startsWith(field)
                        ? e
                        : new FieldError(field + "." + e.field(), e.message()))
                .toList();
    return new Refusal(refusal.kind(), refusal.code(), refusal.detail(), errors);
  }
}
