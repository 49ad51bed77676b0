package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterBackendContract;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterObservation;
import dev.rayport.backend.ClusterObservation.Phase;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.base.Quantity;
import dev.rayport.base.RandomId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The life of processes, tried on a script in place of Ray that never serves and does not end when
 * it is asked to; {@link ClusterBackendContract} tries the rest on Ray.
 */
class LifeWithoutRayTests {

  private final Path home = Path.of("/tmp", RandomId.next("rp").substring(0, 9));
  private final ClusterKey key =
      new ClusterKey(RandomId.next("cl"), "acme", "training", "stubborn");
  private final ProcessTable processes = new ProcessTable();

  @BeforeEach
  void makeVenv() throws IOException {
    Path bin = Files.createDirectories(home.resolve("venv/bin"));
    Path python = Files.writeString(bin.resolve("python"), "#!/bin/sh\ntrap '' TERM\nsleep 60\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void leaveNothing() {
    ClusterEnd.clear(
        processes,
        new RunDirRemoval(new TenantAccounts(RunAccount.portal(), name -> Optional.empty())),
        home.resolve("r"));
    assertThat(Directories.remove(home)).isTrue();
  }

  @Test
  void anOrderlyEndOfThePortalEndsItsClusters() throws InterruptedException {
    LocalBackend backend = start(false);
    backend.apply(key, spec());
    assertThat(await(backend, LifeWithoutRayTests::runs)).isPresent();
    Instant asked = Instant.now();
    backend.close();
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    assertThat(processes.pidsOf(home)).isEmpty();
    assertThat(Directories.children(home.resolve("r"))).isEmpty();
    try (LocalBackend next = start(false)) {
      assertThat(next.list()).isEmpty();
      assertThat(next.observe(key)).isEmpty();
    }
  }

  @Test
  void aKeptClusterIsFoundAgainAndNotStartedTwice() throws InterruptedException {
    LocalBackend first = start(true);
    first.apply(key, spec());
    Optional<Long> pid = pid(await(first, LifeWithoutRayTests::runs));
    first.close();
    try (LocalBackend second = start(false)) {
      assertThat(second.list()).containsExactly(key);
      second.apply(key, spec());
      assertThat(pid(second.observe(key))).isEqualTo(pid);
      assertThat(processes.leaderOf(runDir(), "head")).isEqualTo(pid);
    }
  }

  @Test
  void aCrashBeforeThePidWasNotedStartsNoSecondProcess() throws InterruptedException {
    LocalBackend first = start(true);
    first.apply(key, spec());
    Optional<Long> pid = pid(await(first, LifeWithoutRayTests::runs));
    first.close();
    LocalHome places = LocalHome.of(home, properties(true));
    SavedCluster noted = ClusterFiles.load(places.notes(key)).orElseThrow();
    new ClusterFiles(places).save(noted.with(noted.head().ended("")));
    try (LocalBackend second = start(false)) {
      assertThat(pid(await(second, LifeWithoutRayTests::runs))).isEqualTo(pid);
    }
  }

  @Test
  void aHeadThatEndedWhileThePortalWasAwayIsAFailure() throws InterruptedException {
    LocalBackend first = start(true);
    first.apply(key, spec());
    long pid = pid(await(first, LifeWithoutRayTests::runs)).orElseThrow();
    first.close();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    try (LocalBackend second = start(false)) {
      ClusterObservation failed = await(second, seen -> seen.phase() == Phase.FAILED).orElseThrow();
      assertThat(failed.reasonCode()).isEqualTo("head-died");
      assertThat(second.fit(spec()).answer()).isEqualTo(dev.rayport.backend.Fit.Answer.NOW);
    }
  }

  @Test
  void aStopThatWasCutOffIsFinished() throws InterruptedException {
    LocalBackend first = start(true);
    first.apply(key, spec());
    await(first, LifeWithoutRayTests::runs);
    first.stop(key);
    await(first, seen -> seen.phase() == Phase.STOPPING);
    first.close();
    LinkedBlockingQueue<ClusterKey> news = new LinkedBlockingQueue<>();
    try (LocalBackend second = start(true);
        var watching = second.watch(news::add)) {
      assertThat(watching).isNotNull();
      Instant limit = Instant.now().plusSeconds(10);
      while (second.observe(key).isPresent()) {
        assertThat(Instant.now()).isBefore(limit);
        news.poll(100, TimeUnit.MILLISECONDS);
      }
      assertThat(processes.pidsOf(home)).isEmpty();
    }
  }

  private LocalBackend start(boolean keepClusters) {
    LocalProperties properties = properties(keepClusters);
    return new LocalBackend(LocalMachine.of(home, properties), properties);
  }

  private LocalProperties properties(boolean keepClusters) {
    return LocalRay.properties(home.resolve("venv"), keepClusters, "", null);
  }

  private Path runDir() {
    return LocalHome.of(home, properties(true)).runDir(key);
  }

  private static boolean runs(ClusterObservation seen) {
    return seen.nodes().getFirst().pid().isPresent();
  }

  private static Optional<Long> pid(Optional<ClusterObservation> seen) {
    return seen.orElseThrow().nodes().getFirst().pid();
  }

  private Optional<ClusterObservation> await(
      LocalBackend backend, Predicate<ClusterObservation> until) throws InterruptedException {
    LinkedBlockingQueue<ClusterKey> news = new LinkedBlockingQueue<>();
    Instant limit = Instant.now().plusSeconds(10);
    try (var watching = backend.watch(news::add)) {
      assertThat(watching).isNotNull();
      Optional<ClusterObservation> seen = backend.observe(key);
      while (seen.filter(until).isEmpty()) {
        assertThat(Instant.now()).as("still %s", seen).isBefore(limit);
        news.poll(100, TimeUnit.MILLISECONDS);
        seen = backend.observe(key);
      }
      return seen;
    }
  }

  private static ClusterSpec spec() {
    NodeSpec node =
        new NodeSpec(
            Quantity.parse("1"), Quantity.parse("1Gi"), 0, OptionalDouble.empty(), Map.of());
    return new ClusterSpec("2.58.0", node, List.of(), Map.of());
  }
}
