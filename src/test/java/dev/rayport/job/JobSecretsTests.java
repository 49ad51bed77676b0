package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.backend.RayJob;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.SecretSummary.Scope;
import dev.rayport.tenant.Secrets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A secret's value reaches Ray with the job, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class JobSecretsTests extends JobWorld {

  private static final String CANARY = "canary-8f3b1e77a2";
  @Autowired private Secrets secrets;
  @Autowired private JdbcClient jdbc;

  @Test
  void theValueGoesToRayAndIsFoundNowhereElse(CapturedOutput output) {
    secrets.put("hub", Scope.USER, CANARY);
    JobId job = jobs.submit(wish(variables("TOKEN", "@secret/hub"))).id();
    reaches(job, JobState.PENDING);
    assertThat(ray.submission(job + "-1").at("/runtime_env/env_vars/TOKEN").asString())
        .isEqualTo(CANARY);

    ray.run(job + "-1");
    ray.end(job + "-1", RayJob.Status.FAILED, 1);
    reaches(job, JobState.FAILED);

    JobDetails details = jobs.get(job);
    assertThat(details.specMap().toString()).contains("@secret/hub").doesNotContain(CANARY);
    assertThat(details.toString() + details.message() + secrets.list()).doesNotContain(CANARY);
    assertThat(String.join("\n", dump())).contains("@secret/hub").doesNotContain(CANARY);
    assertThat(output.getAll()).doesNotContain(CANARY);
  }

  @Test
  void aJobThatPrintsItHasStarsInItsLog() {
    secrets.put("hub", Scope.USER, CANARY);
    JobId job = jobs.submit(wish(variables("TOKEN", "@secret/hub"))).id();
    reaches(job, JobState.PENDING);
    ray.run(job + "-1");
    ray.log(job + "-1", "token is " + CANARY.substring(0, 9));
    soon(() -> assertThat(log(job, 0)).isEqualTo("token is "));
    ray.log(job + "-1", CANARY.substring(9) + "!\n");
    soon(() -> assertThat(log(job, 0)).isEqualTo("token is " + "*".repeat(17) + "!\n"));

    ray.log(job + "-1", CANARY.substring(0, 3));
    ray.end(job + "-1", RayJob.Status.SUCCEEDED, 0);
    reaches(job, JobState.SUCCEEDED);
    assertThat(log(job, 1)).isEqualTo("token is " + "*".repeat(17) + "!\ncan");
  }

  @Test
  void anUnknownSecretIsRefusedBesideItsVariable() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> jobs.submit(wish(variables("TOKEN", "@secret/nowhere"))));
    assertThat(refusal.errors().getFirst().field()).isEqualTo("runtimeEnv.env_vars.TOKEN");
    assertThat(refusal.detail()).contains("no secret “nowhere”");
  }

  @Test
  void aColleaguesSecretIsNoneOfMineAndTheTenantsIsEverybodys() {
    secrets.put("own", Scope.USER, CANARY);
    signIn("lea", Role.LEAD, "research");
    secrets.put("shared", Scope.TENANT, "ours");
    assertThat(secrets.problemWith("@secret/own")).isPresent();
    signIn("ada", Role.RESEARCHER, "research");
    assertThat(secrets.problemWith("@secret/shared")).isEmpty();
    JobId job = jobs.submit(wish(variables("TOKEN", "@secret/shared"))).id();
    reaches(job, JobState.PENDING);
    assertThat(ray.submission(job + "-1").at("/runtime_env/env_vars/TOKEN").asString())
        .isEqualTo("ours");
    assertThat(
            catchThrowableOfType(Refusal.class, () -> secrets.put("shared", Scope.TENANT, "x"))
                .kind())
        .isEqualTo(Refusal.Kind.FORBIDDEN);
    signIn("eve", Role.LEAD, "other");
    assertThat(secrets.problemWith("@secret/shared")).isPresent();
    assertThat(secrets.list()).isEmpty();
  }

  @Test
  void oneThatIsDeletedBeforeItsJobStartsFailsTheJobWithTheReason() {
    stands(
        new dev.rayport.cluster.ClusterAccess.Standing(
            true, dev.rayport.cluster.ClusterState.STARTING, "", "train-1", 1));
    secrets.put("brief", Scope.USER, CANARY);
    JobId job = jobs.submit(wish(variables("TOKEN", "@secret/brief"))).id();
    secrets.delete("brief", Scope.USER);
    ready(1);
    tasks.nudge(job.value());
    reaches(job, JobState.FAILED);
    assertThat(now(job).reason()).contains("Secret “brief”", "is gone");
  }

  /** All that is in the database. */
  private List<String> dump() {
    return jdbc.sql("script").query(String.class).list();
  }

  private static Map<String, Object> variables(String name, String value) {
    return Map.of("runtimeEnv", Map.of("env_vars", Map.of(name, value)));
  }
}
