package dev.rayport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** The portal is killed with -9 at the worst moments; nothing is lost, nothing happens twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillPortalTests {

  private static final String HEAD = "ray start";
  private static final int LINES = 20;

  private Portal portal;
  private Rest rest;
  private Jobs jobs;

  @BeforeAll
  void startPortal() {
    portal = Portal.fresh();
    rest = portal.rest();
    jobs = new Jobs(rest);
  }

  @AfterAll
  void endPortal() {
    portal.close();
  }

  private void killAndStartAgain() {
    portal.kill();
    portal.start();
  }

  @Test
  @Order(1)
  void whileAClusterIsCreated() {
    rest.post("/clusters", Map.of("name", "kept", "template", "cpu-small"));
    killAndStartAgain();
    rest.untilState("/clusters/kept", "READY");
    assertThat(heads()).hasSize(1);
    assertThat(rest.get("/clusters").get("items")).hasSize(1);
  }

  @Test
  @Order(2)
  void whileAClusterStarts() {
    stopAndWait("kept");
    JsonNode starting = rest.post("/clusters", Map.of("name", "starting", "template", "cpu-small"));
    String path = "/clusters/" + starting.get("id").asString();
    await("its process").atMost(Duration.ofSeconds(30)).until(() -> !heads().isEmpty());
    killAndStartAgain();
    rest.untilState(path, "READY");
    assertThat(heads()).hasSize(1);
  }

  @Test
  @Order(3)
  void whileAJobIsSubmitted() {
    String id = jobs.submit("starting", "echo once-$((40 + 2))").get("id").asString();
    killAndStartAgain();
    assertThat(Rest.state(jobs.untilEnded(id))).isEqualTo("SUCCEEDED");
    assertThat(jobs.log(id).lines().filter("once-42"::equals)).hasSize(1);
    assertThat(rest.get("/jobs").get("items")).hasSize(1);
  }

  @Test
  @Order(4)
  void whileAJobRuns() {
    long head = heads().getFirst().pid();
    String id = jobs.submit("starting", counting()).get("id").asString();
    jobs.untilLogHas(id, "line 3\n");
    killAndStartAgain();
    JsonNode ended = jobs.untilEnded(id);
    assertThat(Rest.state(ended)).as(ended.toString()).isEqualTo("SUCCEEDED");
    List<String> lines = jobs.log(id).lines().filter(line -> line.startsWith("line ")).toList();
    assertThat(lines)
        .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList());
    assertThat(heads()).extracting(ProcessHandle::pid).containsExactly(head);
  }

  @Test
  @Order(5)
  void whileAJobIsStopped() {
    String id = jobs.submit("starting", "sleep 300").get("id").asString();
    jobs.untilRunning(id);
    rest.post("/jobs/" + id + "/stop", Map.of());
    killAndStartAgain();
    assertThat(Rest.state(jobs.untilEnded(id))).isEqualTo("STOPPED");
  }

  @Test
  @Order(6)
  void whileAClusterIsStopped() {
    String id = rest.get("/clusters/starting").get("id").asString();
    rest.post("/clusters/starting/stop", Map.of());
    killAndStartAgain();
    await("the processes to end").atMost(Duration.ofMinutes(1)).until(() -> heads().isEmpty());
    rest.untilState("/clusters/" + id, "STOPPED");
  }

  @Test
  @Order(7)
  void andAnOrderlyEndLeavesNoProcess() {
    rest.readyCluster("last");
    assertThat(heads()).hasSize(1);
    portal.end();
    assertThat(portal.rayProcesses("")).isEmpty();
  }

  private List<ProcessHandle> heads() {
    return portal.rayProcesses(HEAD);
  }

  private void stopAndWait(String name) {
    String path = "/clusters/" + rest.get("/clusters/" + name).get("id").asString();
    rest.post(path + "/stop", Map.of());
    rest.untilState(path, "STOPPED");
  }

  private static String counting() {
    return "for i in $(seq " + LINES + "); do echo line $i; sleep 1; done";
  }
}
