package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One tenant's burst beside another tenant's single cluster. */
class FairShareTests extends ClusterWorld {

  private static final int MANY = 200;

  /** Told by order, not by time: a busy machine makes both wait. */
  @Test
  void aBurstOfOneTenantDoesNotStandBeforeAnother() {
    CountDownLatch gate = new CountDownLatch(1);
    List<String> order = new CopyOnWriteArrayList<>();
    backend.beforeApply(key -> {
      awaited(gate);
      order.add(key.tenant());
    });
    String busy = tenant + "-busy";
    Acting.as(busy, "bob", Role.RESEARCHER);
    List<ClusterDetails> burst =
        IntStream.range(0, MANY)
            .mapToObj(number -> service.create(wish("b-" + number, "scratch", Optional.empty())))
            .toList();
    Acting.as(tenant, "ada", Role.RESEARCHER);

    try {
      create("mine");
      gate.countDown();
      await("mine", ClusterState.READY);

      assertThat(order.indexOf(tenant)).as("place among all starts").isBetween(0, 40);
    } finally {
      gate.countDown();
      Acting.as(busy, "bob", Role.RESEARCHER);
      burst.forEach(each -> service.delete(each.id()));
      Acting.as(tenant, "ada", Role.RESEARCHER);
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
