package dev.rayport.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Either of two portals may die or freeze; the other finishes what it began. */
class DyingReplicaTests extends TwoPortals {

  /** Promised: what a dead portal held is taken over within this time. */
  private static final long TAKEN_OVER = 30;

  @Test
  void whatAKilledPortalBeganTheOtherFinishes() throws Exception {
    FollowedJob job = new FollowedJob(readyCluster("killed"), "survives");
    job.write(100);
    int dying = job.keeper();
    ClusterBurst burst = new ClusterBurst(20);
    burst.run();
    portal(dying).kill();
    Instant death = Instant.now();
    job.write(100);

    within(TAKEN_OVER + 5).until(() -> job.stored().equals(job.text()));
    System.out.println(
        "A killed portal's log is taken over after "
            + Duration.between(death, Instant.now()).toMillis()
            + " ms");
    assertThat(job.keeper()).isNotEqualTo(dying);
    burst.endsRight(TAKEN_OVER);
    job.write(50);
    job.endsRight(20);
    burst.deleteAll(dying + 1);
  }

  @Test
  void oneThatWasFrozenOverwritesNothing() throws Exception {
    freeze(Duration.ofSeconds(26), 16);
  }

  @Test
  @Tag("long")
  void oneThatWasFrozenForAMinuteOverwritesNothing() throws Exception {
    freeze(Duration.ofSeconds(60), 60);
  }

  @Test
  @Tag("long")
  void twoHundredCreatesAndDeletesEndRightThoughOnePortalDies() throws Exception {
    ClusterBurst calm = new ClusterBurst(200);
    calm.run();
    calm.endsRight(240);
    assertThat(world.clashes()).isEmpty();
    calm.deleteAll(0);
    ClusterBurst burst = new ClusterBurst(200);
    burst.run();
    portal(1).kill();
    burst.endsRight(240);
    burst.deleteAll(0);
  }

  private static void freeze(Duration length, int clusters) throws Exception {
    FollowedJob job = new FollowedJob(readyCluster("frozen-" + clusters), "goes-on");
    job.write(100);
    int frozen = job.keeper();
    ClusterBurst before = new ClusterBurst(clusters);
    before.run();
    portal(frozen).freeze();
    try {
      ClusterBurst meanwhile = new ClusterBurst(clusters);
      job.write(100);
      Instant thaw = Instant.now().plus(length);
      meanwhile.runOn(frozen + 1);
      meanwhile.endsRight(60);
      before.endsRight(60);
      within(TAKEN_OVER + 5).until(() -> job.stored().equals(job.text()));
      before.deleteAll(frozen + 1);
      within(length.toSeconds() + 5).until(() -> Instant.now().isAfter(thaw));
      portal(frozen).thaw();
      job.write(100);
      within(10).until(() -> job.stored().equals(job.text()));
      assertThat(job.keeper()).isNotEqualTo(frozen);
      // Whatever it had on its mind when it froze, it has done by then.
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(20))
          .until(() -> world.there("frozen-" + clusters).size() == 1);
      meanwhile.endsRight(1);
      job.endsRight(20);
      meanwhile.deleteAll(frozen);
      delete(frozen, "frozen-" + clusters);
    } finally {
      portal(frozen).thaw();
    }
  }
}
