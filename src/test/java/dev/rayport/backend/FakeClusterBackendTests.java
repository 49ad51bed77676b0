package dev.rayport.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterObservation.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeClusterBackendTests extends ClusterBackendContract {

  private final FakeClusterBackend fake = new FakeClusterBackend();

  @Override
  protected ClusterBackend backend() {
    return fake;
  }

  @Override
  protected ClusterBackend afterCrash() {
    return fake;
  }

  @Override
  protected void killHead(ClusterKey key) {
    fake.fail(key, "The head ended.", "head-died");
  }

  @Override
  protected void killWorker(ClusterKey key) {
    fake.loseWorker(key);
  }

  @Override
  protected void recover(ClusterKey key) {
    fake.proceed(key);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(5);
  }

  @Test
  void aSlowOneWaitsForItsCue() {
    ClusterKey key = newKey();
    fake.slow(true);
    fake.apply(key, spec(0));
    assertThat(fake.observe(key).orElseThrow().phase()).isEqualTo(Phase.STARTING);
    fake.proceed(key);
    assertThat(fake.observe(key).orElseThrow().phase()).isEqualTo(Phase.READY);
    fake.stop(key);
    assertThat(fake.observe(key).orElseThrow().phase()).isEqualTo(Phase.STOPPING);
    fake.proceed(key);
    assertThat(fake.observe(key)).isEmpty();
    fake.slow(false);
  }
}
