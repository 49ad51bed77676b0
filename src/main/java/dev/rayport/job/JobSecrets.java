package dev.rayport.job;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.cluster.ClusterAccess;
import dev.rayport.cluster.ClusterId;
import dev.rayport.tenant.SecretSummary;
import dev.rayport.tenant.Secrets;
import dev.rayport.tenant.TenantId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Puts the values of named secrets in place of their names, at the last moment and for Ray alone;
 * in specs, and so in every view and answer, the names stay.
 */
@Component
class JobSecrets {

  private static final String VARIABLES = "env_vars";
  private static final String MASK = "***";

  private final Secrets secrets;
  private final ClusterAccess clusters;
  private final JobJson json;

  JobSecrets(Secrets secrets, ClusterAccess clusters, JobJson json) {
    this.secrets = secrets;
    this.clusters = clusters;
    this.json = json;
  }

  /** A secret that was there when the job was submitted is gone. */
  static final class Gone extends Exception {
    private static final long serialVersionUID = 1L;

    Gone(String variable, String name) {
      super(
          "Secret “%s” for the variable %s is gone; write it again and resubmit."
              .formatted(name, variable));
    }
  }

  /** Whether the current user has all that a wish names, and that its cluster's template names. */
  void check(SubmitJob wish, Optional<ClusterSpec> spec, Findings findings) {
    Map<?, ?> own = variables(wish.runtimeEnv());
    own.forEach((name, value) ->
        secrets
            .problemWith(String.valueOf(value))
            .ifPresent(problem ->
                findings.add(
                    "runtimeEnv.env_vars." + Findings.shown(String.valueOf(name)), problem)));
    spec.map(ClusterSpec::handedToJobs)
        .orElse(Map.of())
        .forEach((name, value) -> {
          if (!own.containsKey(name)) {
            secrets
                .problemWith(value)
                .ifPresent(problem ->
                    findings.add(
                        wish.cluster().isPresent() ? "cluster" : "newCluster.template",
                        "Its template gives %s to jobs. %s".formatted(name, problem)));
          }
        });
  }

  /** The runtime_env with values. */
  Map<String, Object> opened(JobRow job, Map<String, Object> runtimeEnv) throws Gone {
    Map<String, Object> all =
        new LinkedHashMap<>(clusters.handedToJobs(new ClusterId(job.clusterId)));
    variables(runtimeEnv).forEach((name, value) -> all.put(String.valueOf(name), value));
    if (all.isEmpty()) {
      return runtimeEnv;
    }
    for (Map.Entry<String, Object> variable : all.entrySet()) {
      Optional<String> secret = SecretSummary.named(String.valueOf(variable.getValue()));
      if (secret.isPresent()) {
        variable.setValue(
            value(job, secret.get()).orElseThrow(() -> new Gone(variable.getKey(), secret.get())));
      }
    }
    Map<String, Object> opened = new LinkedHashMap<>(runtimeEnv);
    opened.put(VARIABLES, all);
    return opened;
  }

  /** What Ray says of a job, without the values it was given. */
  String masked(JobRow job, SubmitJob spec, String text) {
    String masked = text;
    // The longest first: one may be how another begins, whose rest would be left.
    for (String value :
        values(job, spec).stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList()) {
      masked = masked.replace(value, MASK);
    }
    return masked;
  }

  /** The values a job is given, as they are now. */
  List<String> values(JobRow job) {
    return values(job, json.spec(job));
  }

  private List<String> values(JobRow job, SubmitJob spec) {
    Map<Object, Object> all =
        new LinkedHashMap<>(clusters.handedToJobs(new ClusterId(job.clusterId)));
    all.putAll(variables(spec.runtimeEnv()));
    return all.values().stream()
        .flatMap(value -> SecretSummary.named(String.valueOf(value)).stream())
        .flatMap(name -> value(job, name).stream())
        .toList();
  }

  private Optional<String> value(JobRow job, String name) {
    return secrets.value(new TenantId(job.tenantId), job.ownerId, name);
  }

  private static Map<?, ?> variables(Map<String, Object> runtimeEnv) {
    return runtimeEnv.get(VARIABLES) instanceof Map<?, ?> all ? all : Map.of();
  }
}
