package dev.rayport.job;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.JobSubmission;
import dev.rayport.backend.RayClient;
import dev.rayport.job.JobLifecycle.Sight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives a job to Ray: its package first, then the submission. Safe to repeat. */
@Component
class JobHandover {

  private static final Logger log = LoggerFactory.getLogger(JobHandover.class);

  /** Enough of the hash to be unique, in the form Ray's own client uses. */
  private static final int HASH_DIGITS = 40;

  private final PackageStore packages;
  private final JobSecrets secrets;
  private final JobJson json;

  JobHandover(PackageStore packages, JobSecrets secrets, JobJson json) {
    this.packages = packages;
    this.secrets = secrets;
    this.json = json;
  }

  Sight submit(JobRow job, RayClient ray) {
    SubmitJob spec = json.spec(job);
    Map<String, Object> runtimeEnv = new LinkedHashMap<>(spec.runtimeEnv());
    try {
      if (spec.packageHash().isPresent()) {
        String hash = spec.packageHash().get();
        Path zip = packages.file(job.tenantId, hash);
        if (!Files.exists(zip)) {
          return new Sight.Refused(
              "Its package %s is no longer stored; upload the folder again.".formatted(hash),
              "package-gone");
        }
        runtimeEnv.put("working_dir", "gcs://" + upload(ray, hash, zip));
      }
      ray.submit(submission(job, spec, secrets.opened(job, runtimeEnv)));
      return new Sight.Taken();
    } catch (JobSecrets.Gone e) {
      return new Sight.Refused(String.valueOf(e.getMessage()), "secret-gone");
    } catch (RayClient.SubmissionRefused e) {
      String why = secrets.masked(job, spec, String.valueOf(e.getMessage()));
      return new Sight.Refused("Ray refused the job: " + why, "submission-refused");
    } catch (BackendException e) {
      log.info(
          "Job {} of {} could not be handed over yet: {}", job.id, job.tenantId, e.getMessage());
      return new Sight.Silent(
          "Cluster %s did not take the job yet; Rayport tries again.".formatted(job.clusterName));
    }
  }

  /** Asking pins what is there for ten minutes, as an upload does (Ray's temporary reference). */
  private static String upload(RayClient ray, String hash, Path zip) {
    String digits = hash.substring("sha256:".length());
    String name = "_ray_pkg_%s.zip".formatted(digits.substring(0, HASH_DIGITS));
    if (!ray.hasPackage(name)) {
      ray.putPackage(name, zip);
    }
    return name;
  }

  private static JobSubmission submission(
      JobRow job, SubmitJob spec, Map<String, Object> runtimeEnv) {
    Map<String, String> metadata = new LinkedHashMap<>(spec.metadata());
    metadata.put("job_name", job.name);
    metadata.put("rayport_job", job.id);
    metadata.put("rayport_owner", job.ownerName);
    return new JobSubmission(
        job.submissionId(),
        spec.entrypoint(),
        runtimeEnv,
        metadata,
        spec.resources().cpus(),
        spec.resources().gpus(),
        spec.resources()
            .memory()
            .map(m -> OptionalLong.of(m.bytes()))
            .orElseGet(OptionalLong::empty),
        spec.resources().custom());
  }
}
