package dev.rayport.backend.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command line and environment of one {@code ray start --block}: a pure function of what the
 * node is and where it lives. Every port is given, since Ray's defaults collide between clusters.
 */
record RayStartCommand(List<String> line, Map<String, String> environment) {

  /** Without the values of the environment, Ray's token among them. */
  @Override
  public String toString() {
    return "RayStartCommand[%s, %s]".formatted(line, environment.keySet());
  }

  /** Label on each Ray node by which the portal finds its node again. */
  static final String NODE_LABEL = "rayport.dev/node";

  private static final String GROUP_LABEL = "ray.io/node-group";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Where and as whom a cluster runs.
   *
   * @param runDir the cluster's own directory and Ray's {@code --temp-dir}
   * @param inherited environment to begin with, such as the time zone
   */
  record Place(Path venv, Path runDir, RunAccount account, Map<String, String> inherited) {

    /** Without the values that may be secrets. */
    @Override
    public String toString() {
      return "Place[%s, %s, %s, %s]".formatted(venv, runDir, account, inherited.keySet());
    }
  }

  /**
   * @param gcs the head's GCS port for a worker, empty for the head itself
   */
  static RayStartCommand of(SavedCluster cluster, SavedNode node, Place place) {
    Optional<Integer> gcs =
        node.isHead() ? Optional.empty() : Optional.of(cluster.head().ports().gcs());
    return new RayStartCommand(line(node, gcs, place), environment(cluster, node, place));
  }

  private static List<String> line(SavedNode node, Optional<Integer> gcs, Place place) {
    List<String> line = new ArrayList<>(List.of("setsid"));
    line.addAll(place.account().prefix());
    Path bin = place.venv().resolve("bin");
    // Unbuffered: what Ray says of a death must be in the file before Ray has ended the rest.
    line.addAll(List.of(bin.resolve("python").toString(), "-u", bin.resolve("ray").toString()));
    line.addAll(List.of("start", "--block", "--disable-usage-stats"));
    line.addAll(gcs.map(RayStartCommand::workerOptions).orElseGet(() -> headOptions(node, place)));
    line.addAll(ports(node.ports()));
    line.addAll(resources(node));
    return List.copyOf(line);
  }

  private static List<String> headOptions(SavedNode node, Place place) {
    PortBlock ports = node.ports();
    return List.of(
        "--head",
        "--temp-dir=" + place.runDir(),
        "--port=" + ports.gcs(),
        "--dashboard-host=127.0.0.1",
        "--dashboard-port=" + ports.dashboard(),
        "--ray-client-server-port=" + ports.rayClient());
  }

  // Ray wants one log monitor for a host; the head has it.
  private static List<String> workerOptions(int gcs) {
    return List.of("--address=127.0.0.1:" + gcs, "--include-log-monitor=false");
  }

  private static List<String> ports(PortBlock ports) {
    return List.of(
        "--dashboard-agent-listen-port=" + ports.agentHttp(),
        "--dashboard-agent-grpc-port=" + ports.agentGrpc(),
        "--runtime-env-agent-port=" + ports.runtimeEnvAgent(),
        "--metrics-export-port=" + ports.metrics(),
        "--node-manager-port=" + ports.nodeManager(),
        "--object-manager-port=" + ports.objectManager(),
        "--min-worker-port=" + ports.firstWorker(),
        "--max-worker-port=" + ports.lastWorker());
  }

  private static List<String> resources(SavedNode node) {
    NodeMemory memory = NodeMemory.of(node.spec().memory().bytes());
    return List.of(
        "--num-cpus=" + (int) Math.ceil(node.spec().schedulableCpus()),
        "--num-gpus=" + node.spec().gpus(),
        "--memory=" + memory.heap(),
        "--object-store-memory=" + memory.objectStore(),
        "--resources=" + JSON.writeValueAsString(new java.util.TreeMap<>(node.spec().resources())),
        "--labels=%s=%s,%s=%s".formatted(GROUP_LABEL, node.group(), NODE_LABEL, node.label()));
  }

  // Nothing of the portal's environment but what is named: it may hold the portal's secrets.
  private static Map<String, String> environment(
      SavedCluster cluster, SavedNode node, Place place) {
    Map<String, String> environment = new LinkedHashMap<>(place.inherited());
    environment.putIfAbsent("LANG", "C.UTF-8");
    environment.putAll(cluster.spec().ofProcesses());
    Path home = place.runDir().resolve("home");
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", place.runDir().resolve("tmp").toString());
    environment.put("VIRTUAL_ENV", place.venv().toString());
    environment.put(
        "PATH", place.venv().resolve("bin") + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("RAY_USAGE_STATS_ENABLED", "0");
    environment.put("RAY_AUTH_MODE", "token");
    environment.put("RAY_AUTH_TOKEN", cluster.token());
    environment.put("RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S", "0");
    environment.put("RAY_DASHBOARD_ENABLE_PROFILING", "1");
    environment.put("RAY_STREAM_RUNTIME_ENV_LOG_TO_JOB_DRIVER_LOG", "1");
    environment.put("AUTOSCALER_METRIC_PORT", "" + node.ports().autoscalerMetrics());
    environment.put("DASHBOARD_METRIC_PORT", "" + node.ports().dashboardMetrics());
    environment.put("RAYPORT_CLUSTER_ID", cluster.key().id());
    environment.put(ProcessTable.RUN_DIR, place.runDir().toString());
    environment.put(ProcessTable.NODE, node.name());
    return Map.copyOf(environment);
  }
}
