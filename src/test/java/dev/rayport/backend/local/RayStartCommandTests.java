package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RayStartCommandTests {

  private final SavedCluster cluster = SavedClusters.planned();

  @Test
  void startsAHeadWithEveryPortGiven() {
    RayStartCommand command = command(cluster.head(), RunAccount.portal());
    assertThat(String.join(" ", command.line()))
        .isEqualTo(
            "setsid /venv/bin/python -u /venv/bin/ray start --block --disable-usage-stats --head"
                + " --temp-dir=/r/cdefghjk --port=20000 --dashboard-host=127.0.0.1"
                + " --dashboard-port=20001 --ray-client-server-port=20008"
                + " --dashboard-agent-listen-port=20002 --dashboard-agent-grpc-port=20003"
                + " --runtime-env-agent-port=20004 --metrics-export-port=20005"
                + " --node-manager-port=20006 --object-manager-port=20007"
                + " --min-worker-port=20100 --max-worker-port=20199 --num-cpus=0 --num-gpus=0"
                + " --memory=1610612736 --object-store-memory=536870912 --resources={}"
                + " --labels=ray.io/node-group=head,rayport.dev/node=head.0");
  }

  @Test
  void startsAWorkerOfItsGroupAtTheHeadsGcs() {
    RayStartCommand command = command(cluster.workers().getFirst(), RunAccount.portal());
    assertThat(String.join(" ", command.line()))
        .isEqualTo(
            "setsid /venv/bin/python -u /venv/bin/ray start --block --disable-usage-stats"
                + " --address=127.0.0.1:20000 --include-log-monitor=false"
                + " --dashboard-agent-listen-port=20202 --dashboard-agent-grpc-port=20203"
                + " --runtime-env-agent-port=20204 --metrics-export-port=20205"
                + " --node-manager-port=20206 --object-manager-port=20207"
                + " --min-worker-port=20300 --max-worker-port=20399 --num-cpus=2 --num-gpus=1"
                + " --memory=805306368 --object-store-memory=268435456"
                + " --resources={\"stage_train\":1.0}"
                + " --labels=ray.io/node-group=gpu,rayport.dev/node=gpu-0.1");
  }

  @Test
  void anAccountOfItsOwnComesBeforeRay() {
    RayStartCommand command = command(cluster.head(), new RunAccount("rayport-ray", 999, 998));
    assertThat(command.line())
        .startsWith(
            "setsid",
            "setpriv",
            "--reuid=999",
            "--regid=998",
            "--clear-groups",
            "--no-new-privs",
            "--inh-caps=-all",
            "--",
            "/venv/bin/python");
  }

  @Test
  void theEnvironmentHoldsWhatIsNamedAndNothingElse() {
    assertThat(command(cluster.head(), RunAccount.portal()).environment())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("TZ", "Europe/Berlin"),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("GREETING", "hello"),
                Map.entry("HOME", "/r/cdefghjk/home"),
                Map.entry("TMPDIR", "/r/cdefghjk/tmp"),
                Map.entry("VIRTUAL_ENV", "/venv"),
                Map.entry("PATH", "/venv/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"),
                Map.entry("RAY_USAGE_STATS_ENABLED", "0"),
                Map.entry("RAY_AUTH_MODE", "token"),
                Map.entry("RAY_AUTH_TOKEN", "0123abcd"),
                Map.entry("RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S", "0"),
                Map.entry("RAY_DASHBOARD_ENABLE_PROFILING", "1"),
                Map.entry("RAY_STREAM_RUNTIME_ENV_LOG_TO_JOB_DRIVER_LOG", "1"),
                Map.entry("AUTOSCALER_METRIC_PORT", "20017"),
                Map.entry("DASHBOARD_METRIC_PORT", "20027"),
                Map.entry("RAYPORT_CLUSTER_ID", "cl_0123456789abcdefghjk"),
                Map.entry("RAYPORT_RUN_DIR", "/r/cdefghjk"),
                Map.entry("RAYPORT_NODE", "head")));
  }

  private RayStartCommand command(SavedNode node, RunAccount account) {
    return RayStartCommand.of(
        cluster,
        node,
        new RayStartCommand.Place(
            Path.of("/venv"), Path.of("/r/cdefghjk"), account, Map.of("TZ", "Europe/Berlin")));
  }
}
