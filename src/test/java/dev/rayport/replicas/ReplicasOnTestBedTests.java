package dev.rayport.replicas;

import dev.rayport.backend.kubernetes.OnTestBed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two portals on one real API server, with KubeRay's operator and nodes that run nothing. */
@OnTestBed
class ReplicasOnTestBedTests extends TwoPortals {

  @Test
  void createsAndDeletesAtOnceLeaveOneObjectForEachRowThoughOnePortalDies() throws Exception {
    race(24, 120);
  }

  @Test
  @Tag("long")
  void twoHundredCreatesAndDeletesLeaveOneObjectForEachRowThoughOnePortalDies() throws Exception {
    race(200, 300);
  }

  private static void race(int size, long seconds) throws Exception {
    ClusterBurst burst = new ClusterBurst(size);
    burst.run();
    portal(1).kill();
    burst.endsRight(seconds);
    burst.deleteAll(0);
  }
}
