package dev.rayport.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Many creates and deletes, split over two portals; every second cluster is deleted again. */
final class ClusterBurst {

  private static int bursts;
  private final String prefix = "burst%d-".formatted(++bursts);
  private final int size;

  ClusterBurst(int size) {
    this.size = size;
  }

  /** What is deleted is deleted on the portal that did not create it, while it starts. */
  void run() throws Exception {
    run(0, 1);
  }

  /** As {@link #run()}, on one portal only. */
  void runOn(int portal) throws Exception {
    run(portal, 0);
  }

  private void run(int portal, int other) throws Exception {
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int number = i;
      int creates = portal + number / 2 * other;
      calls.add(() -> one(number, creates, creates + other));
    }
    TwoPortals.atOnce(calls);
  }

  private String one(int number, int creates, int deletes) {
    String id = TwoPortals.id(TwoPortals.create(creates, prefix + number));
    if (number % 2 == 1) {
      assertThat(TwoPortals.delete(deletes, id).statusCode()).isEqualTo(202);
    }
    return id;
  }

  /** Every row ends as it was asked to, with exactly one object for each that is to run. */
  void endsRight(long seconds) {
    TwoPortals.within(seconds)
        .untilAsserted(() -> {
          assertThat(states("READY")).hasSize(size - size / 2);
          assertThat(states("STOPPED")).hasSize(size / 2);
        });
    assertThat(there()).isEqualTo(states("READY"));
  }

  void deleteAll(int portal) throws Exception {
    List<Callable<Integer>> calls = new ArrayList<>();
    for (String id : states("READY")) {
      calls.add(() -> TwoPortals.delete(portal, id).statusCode());
    }
    assertThat(TwoPortals.atOnce(calls)).containsOnly(202);
    TwoPortals.within(60).untilAsserted(() -> assertThat(there()).isEmpty());
    TwoPortals.within(60).untilAsserted(() -> assertThat(states("STOPPED")).hasSize(size));
  }

  private List<String> states(String state) {
    return TwoPortals.rows(
        "select id from cluster where name like ? and state = ? order by id", prefix + "%", state);
  }

  private List<String> there() {
    return TwoPortals.world.there(prefix);
  }
}
