package dev.rayport.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What Ray's dashboard measures on its nodes ({@code /nodes}), as Ray 2.58 tells it. */
final class RayUseAnswers {

  private static final double PERCENT = 100;
  private static final int USED = 3;

  private RayUseAnswers() {}

  /** Ids of nodes that live, from {@code /nodes?view=summary}. */
  static List<String> living(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    for (JsonNode node : answer.path("data").path("summary")) {
      if (lives(node)) {
        ids.add(node.path("raylet").path("nodeId").asString(""));
      }
    }
    return ids;
  }

  /** Of nodes that have their machine or pod to themselves, from {@code /nodes?view=summary}. */
  static RayUse ofNodes(JsonNode answer) {
    RayUse sum = RayUse.NOTHING;
    for (JsonNode node : answer.path("data").path("summary")) {
      if (lives(node)) {
        sum = sum.plus(ofNode(node));
      }
    }
    return sum;
  }

  private static boolean lives(JsonNode node) {
    return node.path("raylet").path("state").asString("").equals("ALIVE");
  }

  private static RayUse ofNode(JsonNode node) {
    double cpus = node.path("cpu").asDouble(0) / PERCENT * node.path("cpus").path(0).asDouble(0);
    return new RayUse(cpus, node.path("mem").path(USED).asLong(0), gpus(node));
  }

  private static Optional<Double> gpus(JsonNode node) {
    double busy = 0;
    for (JsonNode gpu : node.path("gpus")) {
      busy += gpu.path("utilizationGpu").asDouble(0) / PERCENT;
    }
    return node.path("gpus").isEmpty() ? Optional.empty() : Optional.of(busy);
  }

  /**
   * Of one node's own processes, from {@code /nodes/{id}}: what else runs on its machine does not
   * count.
   */
  static RayUse ofProcesses(JsonNode answer) {
    JsonNode node = answer.path("data").path("detail");
    double cpus = 0;
    long memory = 0;
    double gpus = 0;
    for (JsonNode worker : node.path("workers")) {
      cpus += worker.path("cpuPercent").asDouble(0) / PERCENT;
      memory += Math.round(worker.path("memoryInfo").path("rss").asDouble(0));
      gpus += worker.path("gpuUtilization").asDouble(0) / PERCENT;
    }
    memory += node.path("raylet").path("objectStoreUsedMemory").asLong(0);
    Optional<Double> busy = node.path("gpus").isEmpty() ? Optional.empty() : Optional.of(gpus);
    return new RayUse(cpus, memory, busy);
  }
}
