package dev.rayport.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.PortalClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What two portals do with one database while both are well. */
class ReplicasTests extends TwoPortals {

  @Test
  void createsAndDeletesAtOnceLeaveOneObjectForEachRow() throws Exception {
    ClusterBurst burst = new ClusterBurst(40);
    burst.run();
    burst.endsRight(60);
    burst.deleteAll(1);
    assertThat(world.clashes()).isEmpty();
  }

  @Test
  void oneNameOnBothAtOnceIsOneCluster() throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int portal = i;
      calls.add(() -> create(portal, "same-name").statusCode());
    }
    assertThat(atOnce(calls)).containsOnlyOnce(202).containsOnly(202, 409);
  }

  @Test
  void oneKeyOnBothAtOnceIsOneRequest() throws Exception {
    List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int portal = i;
      calls.add(() -> createWithKey(portal, "by-key"));
    }
    List<HttpResponse<String>> answers = atOnce(calls);
    List<String> made =
        answers.stream()
            .filter(answer -> answer.statusCode() == 202)
            .map(TwoPortals::id)
            .distinct()
            .toList();
    assertThat(made).hasSize(1);
    assertThat(answers)
        .allSatisfy(answer ->
            assertThat(
                    answer.statusCode() == 202 || answer.body().contains("idempotency-key-running"))
                .as(answer.body())
                .isTrue());
    assertThat(id(createWithKey(0, "by-key"))).isEqualTo(made.getFirst());
    assertThat(id(createWithKey(1, "by-key"))).isEqualTo(made.getFirst());
  }

  private static HttpResponse<String> createWithKey(int portal, String name) {
    String body = "{\"name\":\"%s\",\"template\":\"cpu-small\"}".formatted(name);
    return portal(portal)
        .client()
        .send(
            to(portal, "/clusters")
                .header("Idempotency-Key", "key of " + name)
                .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void aResubmitOnBothAtOnceIsOneJob() throws Exception {
    FollowedJob job = new FollowedJob(readyCluster("resubmits"), "twice");
    List<Callable<String>> clicks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int portal = i;
      clicks.add(() -> id(post(portal, "/jobs/%s/resubmit".formatted(job.id()), "{}")));
    }
    assertThat(atOnce(clicks).stream().distinct()).hasSize(1);
    assertThat(rows("select id from job where resubmission_of = ?", job.id())).hasSize(1);
    job.endsRight(20);
  }

  @Test
  void whatOneDoesTheOtherShows() throws Exception {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      int doer = i;
      String id = readyCluster("news-" + i);
      CompletableFuture<JsonNode> seen =
          CompletableFuture.supplyAsync(
              () -> PortalClient.json(get(doer + 1, "/clusters/%s?wait=PT20S".formatted(id))),
              task -> Thread.ofVirtual().start(task));
      long began = System.nanoTime();
      assertThat(delete(doer, id).statusCode()).isEqualTo(202);
      assertThat(seen.get().path("state").asString()).startsWith("STOP");
      millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
    System.out.println("News of another portal after ms: " + millis);
  }

  @Test
  void nodesAndAddressAreShownByWhoeverIsAsked() throws Exception {
    String id = readyCluster("nodes");
    for (int portal = 0; portal < 2; portal++) {
      int asked = portal;
      within(10)
          .untilAsserted(() ->
              assertThat(get(asked, "/clusters/%s/nodes".formatted(id)).body()).contains("head"));
    }
  }

  @Test
  void aLogIsCopiedByOneAndReadOnBoth() throws Exception {
    FollowedJob job = new FollowedJob(readyCluster("logs"), "talks");
    CompletableFuture<String> here = job.follow(0);
    CompletableFuture<String> there = job.follow(1);
    for (int i = 0; i < 6; i++) {
      job.write(100);
      within(10).until(() -> job.stored().equals(job.text()));
    }
    job.endsRight(20);
    assertThat(here.get()).isEqualTo(job.text());
    assertThat(there.get()).isEqualTo(job.text());
  }

  @Test
  void whoLandsOnTheOtherPortalIsBackOnThePageAfterSigningIn() {
    try (PortalClient before = portal(0).browser(Optional.empty())) {
      before.signIn("admin", password, "");
      assertThat(before.send(before.to("/jobs?state=RUNNING")).statusCode()).isEqualTo(200);
      try (PortalClient after = portal(1).browser(Optional.of(before))) {
        HttpResponse<String> asked = after.send(after.to("/jobs?state=RUNNING"));
        assertThat(asked.headers().firstValue("Location").orElse("")).endsWith("/login");
        HttpResponse<String> signedIn = after.signIn("admin", password, "");
        assertThat(signedIn.headers().firstValue("Location").orElse(""))
            .contains("/jobs?state=RUNNING");
      }
    }
  }

  @Test
  void whoIsKeptSignedInLandsOnTheOtherPortalWithoutNoticing() {
    try (PortalClient before = portal(0).browser(Optional.empty())) {
      before.signIn("admin", password, "&remember-me=on");
      try (PortalClient after = portal(1).browser(Optional.of(before))) {
        assertThat(after.send(after.to("/jobs?state=RUNNING")).statusCode()).isEqualTo(200);
      }
    }
  }
}
