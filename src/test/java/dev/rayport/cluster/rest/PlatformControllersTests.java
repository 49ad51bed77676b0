package dev.rayport.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Live changes of clusters, by people and by others on the platform, over HTTP. */
@PortalTest
class PlatformControllersTests extends ApiTest {

  private static final Instant THEN = Instant.parse("2026-11-21T10:00:00Z");

  @AfterEach
  void forget() {
    for (String name : List.of("drifty", "theirs", "doc")) {
      delete(name);
    }
    backend.reset();
  }

  @Test
  void driftIsReadPutBackAndAdopted() {
    json(post("/api/v1/clusters", "{\"name\": \"drifty\", \"template\": \"cpu-small\"}"), 202);
    await("drifty", state("READY"));
    String drift = "/api/v1/clusters/drifty/drift/";
    assertThat(json(post(drift + "revert", ""), 409).path("code").asString()).isEqualTo("no-drift");
    Drift.Change port =
        new Drift.Change("spec.upgradeStrategy", "", "…", "kubectl-edit", Optional.of(THEN), false);
    backend.drift(backend.list().getFirst(), List.of(port), UnaryOperator.identity());

    JsonNode seen = await("drifty", cluster -> !cluster.path("drift").isEmpty());
    JsonNode change = seen.path("drift").get(0);
    assertThat(change.path("field").asString()).isEqualTo("spec.upgradeStrategy");
    assertThat(change.path("wanted").isNull()).isTrue();
    assertThat(change.path("manager").asString()).isEqualTo("kubectl-edit");
    assertThat(change.path("at").asString()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(change.path("adoptable").asBoolean()).isFalse();
    assertThat(json(post(drift + "adopt", ""), 409).path("code").asString())
        .isEqualTo("not-adoptable");
    json(post(drift + "revert", ""), 202);
    await("drifty", cluster -> cluster.path("drift").isEmpty());
  }

  @Test
  void clustersOfOthersAreListedPlannedAndShown() {
    backend.others(
        List.of("theirs"),
        new TakeOver(spec(), List.of(), List.of(new TakeOver.Rewrite("image", "a", "b"))));
    JsonNode found = json(get("/api/v1/foreign-clusters"), 200);
    assertThat(found.path("items").get(0).path("object").asString()).isEqualTo("theirs");
    assertThat(found.path("items").get(0).path("madeBy").asString()).isEqualTo("argocd-controller");
    String one = "/api/v1/foreign-clusters/TRAINING/theirs/";
    JsonNode plan = json(get(one + "plan"), 200);
    assertThat(plan.path("manageable").asBoolean()).isTrue();
    assertThat(plan.path("changes").get(0).path("then").asString()).isEqualTo("b");
    json(post(one + "adopt", "{}"), 400);
    JsonNode shown = json(post(one + "adopt", "{\"mode\": \"READ_ONLY\"}"), 202);
    assertThat(shown.path("readOnly").asBoolean()).isTrue();
    assertThat(shown.path("name").asString()).isEqualTo("theirs");
    JsonNode job =
        json(
            post("/api/v1/jobs", "{\"cluster\": \"theirs\", \"entrypoint\": \"python main.py\"}"),
            409);
    assertThat(job.path("code").asString()).isEqualTo("read-only");
    assertThat(json(get(one + "plan"), 404).path("code").asString()).isNotEmpty();
  }

  @Test
  void documentsAreReadAndMadeIntoClusters() {
    Finding left = new Finding(Kind.NOT_CARRIED, "spec.x", 3, "Rayport sets it.");
    backend.documents(new ImportedCluster("doc", Optional.of(spec()), List.of(left)));
    String yaml = "{\"yaml\": \"kind: RayCluster\"";
    JsonNode draft = json(post("/api/v1/clusters/import/draft", yaml + "}"), 200);
    assertThat(draft.path("allowed").asBoolean()).isTrue();
    assertThat(draft.path("findings").get(0).path("line").asInt()).isEqualTo(3);
    assertThat(draft.path("findings").get(0).path("kind").asString()).isEqualTo("NOT_CARRIED");
    JsonNode made =
        json(
            post(
                "/api/v1/clusters/import",
                yaml + ", \"stage\": \"TRAINING\", \"stopWhen\": {\"idle\": \"PT1H\"}}"),
            202);
    assertThat(made.path("template").asString()).isEqualTo("imported");
    assertThat(made.path("name").asString()).isEqualTo("doc");
    json(post("/api/v1/clusters/import", yaml + "}"), 400);
    json(post("/api/v1/clusters/import/draft", "{}"), 400);
  }

  @Test
  void itIsPlannedChangedSuspendedAndResumed() {
    json(post("/api/v1/clusters", "{\"name\": \"patched\", \"template\": \"train-cpu\"}"), 202);
    await("patched", state("READY"));
    String values = "{\"values\": {\"workers\": 2}}";
    JsonNode plan = json(post("/api/v1/clusters/patched/plan", values), 200);
    assertThat(plan.path("live").asBoolean()).isTrue();
    assertThat(plan.path("changes")).isNotEmpty();
    assertThat(plan.path("changes").get(0).path("effect").asString()).isEqualTo("LIVE");
    JsonNode asked = json(send(HttpMethod.PATCH, "/api/v1/clusters/patched", values), 202);
    assertThat(asked.path("state").asString()).isEqualTo("UPDATING");
    assertThat(await("patched", state("READY")).path("workers").path("desired").asInt())
        .isEqualTo(2);

    JsonNode restart =
        json(
            send(HttpMethod.PATCH, "/api/v1/clusters/patched", "{\"values\": {\"cpus\": 2}}"), 409);
    assertThat(restart.path("code").asString()).isEqualTo("needs-restart");
    JsonNode empty = json(send(HttpMethod.PATCH, "/api/v1/clusters/patched", "{}"), 400);
    assertThat(empty.path("errors").get(0).path("field").asString()).isEqualTo("values");
    JsonNode odd = json(send(HttpMethod.PATCH, "/api/v1/clusters/patched", "{\"x\": 1}"), 400);
    assertThat(odd.path("errors").get(0).path("field").asString()).isEqualTo("x");

    assertThat(json(post("/api/v1/clusters/patched/resume", ""), 202).path("desired").asString())
        .isEqualTo("RUNNING");
    json(post("/api/v1/clusters/patched/suspend", ""), 202);
    JsonNode rests = await("patched", state("SUSPENDED"));
    assertThat(rests.path("desired").asString()).isEqualTo("SUSPENDED");
    assertThat(rests.path("reasonCode").asString()).isEqualTo("suspended-by-user");
    json(post("/api/v1/clusters/patched/resume", ""), 202);
    await("patched", state("READY"));
    json(delete("patched"), 202);
  }

  private static ClusterSpec spec() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());
    return new ClusterSpec("2.58.0", node, List.of(), Map.of());
  }
}
