package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ray's head dies under a running job. */
class KillHeadTests {

  private static final Duration SEEN_WITHIN = Duration.ofSeconds(10);

  @Test
  void theJobEndsWithTheReasonAndItsLogAndCanBeResubmitted() {
    try (Portal portal = Portal.fresh()) {
      Rest rest = portal.rest();
      Jobs jobs = new Jobs(rest);
      JsonNode cluster = rest.readyCluster("doomed");
      String clusterPath = "/clusters/" + cluster.get("id").asString();
      String job =
          jobs.submit("doomed", "echo written before; sleep 8; echo done").get("id").asString();
      jobs.untilLogHas(job, "written before");

      portal.rayProcesses("ray start").forEach(ProcessHandle::destroyForcibly);

      JsonNode failed =
          rest.until(clusterPath, SEEN_WITHIN, seen -> !Rest.state(seen).equals("READY"));
      assertThat(failed.get("reason").asString()).isNotEmpty();
      JsonNode lost = jobs.untilEnded(job);
      assertThat(Rest.state(lost)).isIn("LOST", "FAILED");
      assertThat(lost.get("reason").asString()).isNotEmpty();
      assertThat(jobs.log(job)).contains("written before");

      JsonNode again = rest.post(Jobs.path(job) + "/resubmit", Map.of());
      assertThat(Rest.state(jobs.untilEnded(again.get("id").asString()))).isEqualTo("SUCCEEDED");
    }
  }
}
