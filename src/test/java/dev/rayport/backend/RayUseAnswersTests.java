package dev.rayport.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shapes as Ray 2.58 answers; fields that nobody reads are left out. */
class RayUseAnswersTests {

  private static final String SUMMARY =
      """
      {"result": true, "data": {"summary": [
        {"cpu": 25.0, "cpus": [4, 2], "mem": [16000, 9000, 40.0, 7000], "gpus": [],
         "raylet": {"state": "ALIVE", "nodeId": "head"}},
        {"cpu": 50.0, "cpus": [8, 4], "mem": [32000, 9000, 40.0, 20000],
         "gpus": [{"utilizationGpu": 100}, {"utilizationGpu": 30}, {"utilizationGpu": null}],
         "raylet": {"state": "ALIVE", "nodeId": "worker"}},
        {"cpu": 99.0, "cpus": [8, 4], "mem": [32000, 9000, 40.0, 20000], "gpus": [],
         "raylet": {"state": "DEAD", "nodeId": "gone"}}]}}
      """;

  private static final String NODE =
      """
      {"result": true, "data": {"detail": {"cpu": 99.9, "mem": [16000, 9000, 40.0, 7000],
        "workers": [
          {"pid": 1, "cpuPercent": 150.0, "memoryInfo": {"rss": 1000.0}, "memoryFullInfo": null},
          {"pid": 2, "cpuPercent": 25.5, "memoryInfo": {"rss": 500.0}, "gpuUtilization": 50}],
        "raylet": {"objectStoreUsedMemory": 250}, "gpus": %s}}}
      """;

  @Test
  void nodesThatLiveAreAddedUp() {
    RayUse use = RayUseAnswers.ofNodes(json(SUMMARY));
    assertThat(use.cpus()).isCloseTo(5.0, within(1e-9));
    assertThat(use.memory()).isEqualTo(27_000);
    assertThat(use.gpus().orElseThrow()).isCloseTo(1.3, within(1e-9));
    assertThat(RayUseAnswers.living(json(SUMMARY))).containsExactly("head", "worker");
  }

  @Test
  void onASharedMachineOnlyRaysOwnProcessesCount() {
    RayUse use = RayUseAnswers.ofProcesses(json(NODE.formatted("[]")));
    assertThat(use.cpus()).isCloseTo(1.755, within(1e-9));
    assertThat(use.memory()).isEqualTo(1_750);
    assertThat(use.gpus()).isEmpty();
    assertThat(RayUseAnswers.ofProcesses(json(NODE.formatted("[{}]"))).gpus()).contains(0.5);
  }

  @Test
  void anAnswerOfAnotherShapeIsNothing() {
    assertThat(RayUseAnswers.ofNodes(json("{\"data\": 1}")))
        .isEqualTo(new RayUse(0, 0, Optional.empty()));
    assertThat(RayUseAnswers.ofProcesses(json("[]")).memory()).isZero();
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }
}
