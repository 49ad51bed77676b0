package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.FakeClusterBackend;
import dev.rayport.backend.Fit;
import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.security.access.AccessDeniedException;

@PortalTest
class ClusterServiceTests {

  @Autowired private ClusterService service;
  @Autowired private ClusterAccess access;
  @Autowired private ClusterRepository rows;
  @Autowired private ClusterSweep sweep;
  @Autowired private FakeClusterBackend backend;
  @Autowired private ChangeFeed feed;

  private final List<String> made = new ArrayList<>();
  private static int run;

  /** In the test's own thread, which is the one that is signed in. */
  private static ConditionFactory eventually() {
    return Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(20));
  }

  private String tenant = "";

  @BeforeEach
  void signIn() {
    backend.reset();
    tenant = "lab-" + ++run;
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  @AfterEach
  void stopAll() {
    Acting.as(tenant, "root", Role.ADMINISTRATOR);
    backend.reset();
    for (String id : made) {
      service.delete(new ClusterId(id));
    }
    eventually()
        .untilAsserted(
            () -> assertThat(made).allMatch(id -> rows.findById(id).orElseThrow().deleted));
    Acting.nobody();
  }

  @Test
  void aClusterBecomesReadyWithItsStepsAndEvents() {
    ClusterDetails created = create("one");
    assertThat(created.summary().state()).isEqualTo(ClusterState.REQUESTED);
    assertThat(created.summary().reason()).isNotEmpty();

    ClusterDetails ready = await("one", ClusterState.READY);

    assertThat(ready.summary().reason()).isEmpty();
    assertThat(ready.summary().template()).startsWith("cpu-small@");
    assertThat(ready.steps())
        .extracting(step -> step.step())
        .containsExactly("Accepted", "Queue", "Head ready");
    assertThat(ready.nodes()).hasSize(1);
    assertThat(ready.rayAddress()).isPresent();
    assertThat(ready.readyAt()).isPresent();
    assertThat(ready.summary().stopsAt()).isPresent();
    assertThat(service.events(ready.id(), SliceRequest.first(10)).items())
        .extracting(ClusterEvent::text)
        .anyMatch(text -> text.startsWith("Ready "))
        .contains("Start 1 begins.");
    assertThat(access.standing(ready.id()).startNumber()).isEqualTo(1);
    assertThat(access.ray(ready.id()).orElseThrow().version()).isEqualTo("2.58.0");
    assertThat(service.startTimes("cpu-small").orElseThrow().starts()).isEqualTo(1);
    assertThat(service.counts()).isEqualTo(Map.of(ClusterState.READY, 1L));
  }

  @Test
  void itStartsSoonAfterItWasAskedFor() {
    Instant asked = Instant.now();
    create("quick");
    await("quick", ClusterState.READY);
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(900));
  }

  @Test
  void stoppingFreesTheNameAndKeepsTheHistory() {
    ClusterDetails first = ready("again");
    service.stop(first.id());
    awaitId(first.id(), ClusterState.STOPPED);

    assertThat(service.get(first.id().value()).summary().reason()).isEqualTo("Stopped by ada.");
    assertThat(backend.list()).isEmpty();
    ClusterDetails second = create("again");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(service.stop(first.id()).summary().state()).isEqualTo(ClusterState.STOPPED);
  }

  @Test
  void namesAreUniqueAmongTheTenantsLivingClusters() {
    ClusterDetails first = ready("mine");
    assertThat(refusal(() -> create("mine")).code()).isEqualTo("name-taken");

    backend.slow(true);
    service.stop(first.id());
    assertThat(refusal(() -> create("mine")).code()).isEqualTo("name-still-stopping");

    backend.slow(false);
    Acting.as(tenant + "x", "bob", Role.RESEARCHER);
    assertThat(create("mine").summary().tenant()).isEqualTo(tenant + "x");
    assertThat(refusal(() -> service.get(first.id().value())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(refusal(() -> service.stop(first.id())).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ab_c",
        "-x",
        "x-",
        "1x",
        "хand",
        "a\u202eb",
        "rocket🚀",
        "<img src=x onerror=alert(1)>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "'; DROP TABLE cluster; --",
        "a-name-that-is-longer-than-the-thirty-six-characters-allowed"
      })
  void badNamesAreRefusedAndNothingIsStored(String name) {
    Refusal refusal = refusal(() -> create(name));

    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("name");
    assertThat(service.count(ClusterQuery.all())).isZero();
    assertThat(backend.list()).isEmpty();
  }

  @Test
  void everyMistakeOfAWishIsNamedAtOnce() {
    CreateCluster wish =
        new CreateCluster(
            "Bad",
            "train-cpu",
            Map.of("workers", 96, "cpus", "1e3"),
            Map.of("no good", "x", "ok", "two\nlines"),
            Optional.of(
                new StopWhen(
                    Optional.of(Duration.ofDays(9)),
                    Optional.empty(),
                    Optional.of(Instant.EPOCH))));

    Refusal refusal = refusal(() -> service.create(wish));

    assertThat(refusal.errors())
        .extracting(e -> e.field())
        .containsExactlyInAnyOrder(
            "name",
            "labels.no good",
            "labels.ok",
            "stopWhen.at",
            "values.workers",
            "values.cpus",
            "stopWhen.idle");
  }

  @Test
  void anUnknownTemplateIsAMistakeInItsField() {
    Refusal refusal = refusal(() -> service.create(wish("x", "nope@7", Optional.empty())));
    assertThat(refusal.errors().getFirst().field()).isEqualTo("template");
  }

  @Test
  void whatNeverFitsIsRefusedAndWhatFitsLaterWaitsInLine() {
    backend.answerFit(new Fit(Fit.Answer.NEVER, "memory", "needs 640 GiB, the machine has 24 GiB"));
    Refusal never = refusal(() -> create("huge"));
    assertThat(never.code()).isEqualTo("does-not-fit");
    assertThat(never.errors().getFirst().field()).isEqualTo("memory");

    backend.answerFit(new Fit(Fit.Answer.LATER, "memory", "needs 6 GiB, 3 GiB are free"));
    create("first");
    create("second");
    awaitReason("first", "1st in the queue: needs 6 GiB, 3 GiB are free");
    awaitReason("second", "2nd in the queue; those before it start first.");

    service.stop(service.get("first").id());
    awaitReason("second", "1st in the queue: needs 6 GiB, 3 GiB are free");
    backend.answerFit(Fit.now());
    await("second", ClusterState.READY);
  }

  @Test
  void ofTwentyWithOneNameExactlyOneIsMade() throws Exception {
    List<Callable<String>> tries =
        IntStream.range(0, 20)
            .<Callable<String>>mapToObj(i ->
                () -> {
                  Acting.as(tenant, "ada", Role.RESEARCHER);
                  try {
                    return create("race").id().value();
                  } catch (Refusal e) {
                    return e.code();
                  }
                })
            .toList();
    List<String> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
      for (Future<String> answer : pool.invokeAll(tries)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(answer -> answer.startsWith("cl_")).hasSize(1);
    assertThat(answers).filteredOn("name-taken"::equals).hasSize(19);
    await("race", ClusterState.READY);
  }

  @Test
  void twentyInParallelAllBecomeReady() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(20)) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        pool.submit(() -> {
          Acting.as(tenant, "ada", Role.RESEARCHER);
          create("many-" + number);
        });
      }
    }
    eventually()
        .untilAsserted(
            () -> assertThat(service.counts()).isEqualTo(Map.of(ClusterState.READY, 20L)));
    assertThat(backend.list()).hasSize(20);
  }

  @Test
  void aResearcherChangesOnlyWhatIsTheirOwn() {
    ClusterDetails adas = ready("adas");

    Acting.as(tenant, "bob", Role.RESEARCHER);
    Refusal refusal = refusal(() -> service.stop(adas.id()));
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    assertThat(refusal.detail()).contains("ada");
    assertThat(service.get("adas").summary().state()).isEqualTo(ClusterState.READY);

    Acting.as(tenant, "eve", Role.VIEWER);
    catchThrowableOfType(AccessDeniedException.class, () -> service.stop(adas.id()));
    assertThat(catchThrowableOfType(AccessDeniedException.class, () -> create("eves"))).isNotNull();

    Acting.as(tenant, "lea", Role.LEAD);
    service.stop(adas.id());
    awaitId(adas.id(), ClusterState.STOPPED);
  }

  @Test
  void restartGoesThroughStoppedToReadyWithTheNextNumber() {
    ClusterDetails first = ready("re");
    service.restart(first.id());
    eventually()
        .untilAsserted(() -> {
          assertThat(access.standing(first.id()).startNumber()).isEqualTo(2);
          assertThat(access.standing(first.id()).state()).isEqualTo(ClusterState.READY);
        });
    assertThat(service.get("re").spec()).isEqualTo(first.spec());
  }

  @Test
  void aStoppedOneStartsAgainFromItsSpec() {
    ClusterDetails first = ready("back");
    service.stop(first.id());
    awaitId(first.id(), ClusterState.STOPPED);

    service.start(first.id());

    ClusterDetails again = awaitId(first.id(), ClusterState.READY);
    assertThat(again.spec()).isEqualTo(first.spec());
    assertThat(again.summary().desired()).isEqualTo(Desired.RUNNING);
    assertThat(access.standing(first.id()).startNumber()).isEqualTo(2);
  }

  @Test
  void aFailureShowsItsReasonAndLeavesNothingBehind() {
    ClusterDetails cluster = ready("bad");
    backend.fail(key(cluster), "The head ended: out of memory.", "head-died");

    ClusterDetails failed = await("bad", ClusterState.FAILED);

    assertThat(failed.summary().reason()).isEqualTo("The head ended: out of memory.");
    assertThat(failed.summary().reasonCode()).isEqualTo("head-died");
    eventually().untilAsserted(() -> assertThat(backend.list()).isEmpty());
    assertThat(service.get("bad").summary().reason()).isEqualTo("The head ended: out of memory.");
    service.start(cluster.id());
    await("bad", ClusterState.READY);
  }

  @Test
  void whatVanishesHasFailed() {
    ClusterDetails cluster = ready("gone");
    backend.lose(key(cluster));
    assertThat(await("gone", ClusterState.FAILED).summary().reasonCode()).isEqualTo("vanished");
  }

  @Test
  void conditionsComeAndGo() {
    ClusterDetails cluster = ready("ill");
    backend.silence(key(cluster));
    awaitCondition("ill", Optional.of(Condition.UNREACHABLE));
    backend.proceed(key(cluster));
    awaitCondition("ill", Optional.empty());
    backend.loseWorker(key(cluster));
    awaitCondition("ill", Optional.of(Condition.DEGRADED));
    assertThat(service.get("ill").summary().reason()).isEqualTo("worker-0 ended.");
  }

  @Test
  void aSilentBackendIsTheReasonUntilItAnswersAgain() {
    backend.slow(true);
    ClusterDetails cluster = create("patient");
    await("patient", ClusterState.STARTING);
    backend.down(true);
    awaitReason("patient", "The backend does not answer. Rayport tries again.");
    assertThat(service.get("patient").summary().state()).isEqualTo(ClusterState.STARTING);
    backend.down(false);
    backend.proceed(key(cluster));
    await("patient", ClusterState.READY);
  }

  @Test
  void newsComesOnlyWhenSomethingChanged() {
    List<Change> news = new CopyOnWriteArrayList<>();
    ClusterDetails cluster = ready("calm");
    try (ChangeFeed.Subscription subscription = feed.subscribe(news::add)) {
      assertThat(subscription).isNotNull();
      int before = news.size();
      eventually().pollDelay(Duration.ofSeconds(3)).until(() -> true);
      assertThat(news.size() - before).isLessThanOrEqualTo(1);
      service.stop(cluster.id());
      awaitId(cluster.id(), ClusterState.STOPPED);
      assertThat(news).contains(new Change(tenant, "cluster", cluster.id().value()));
    }
  }

  @Test
  void itStopsWhenItsTimeIsOver() {
    CreateCluster wish =
        wish(
            "short",
            "cpu-small",
            Optional.of(
                new StopWhen(
                    Optional.empty(), Optional.of(Duration.ofSeconds(2)), Optional.empty())));
    ClusterDetails cluster = create(wish);
    awaitId(cluster.id(), ClusterState.STOPPED);
    assertThat(service.get(cluster.id().value()).summary().reasonCode()).isEqualTo("time-over");
  }

  @Test
  void extendMovesTheStop() {
    ClusterDetails cluster = ready("long");
    Instant before = rows.findById(cluster.id().value()).orElseThrow().times.stopsAt;
    service.extend(cluster.id(), Duration.ofHours(4));
    assertThat(rows.findById(cluster.id().value()).orElseThrow().times.stopsAt)
        .isEqualTo(before.plus(Duration.ofHours(4)));
    assertThat(refusal(() -> service.extend(cluster.id(), Duration.ofDays(400))).errors())
        .extracting(e -> e.field())
        .containsExactly("by");
  }

  @Test
  void deletedOnesLeaveTheListsOnceTheyAreGone() {
    ClusterDetails cluster = ready("old");
    service.delete(cluster.id());
    eventually().untilAsserted(() -> assertThat(service.count(ClusterQuery.all())).isZero());
    assertThat(service.get(cluster.id().value()).summary().state()).isEqualTo(ClusterState.STOPPED);
  }

  @Test
  void aDeletedOneIsNotStartedAgainOutOfSight() {
    ClusterDetails cluster = ready("past");
    service.delete(cluster.id());
    awaitId(cluster.id(), ClusterState.STOPPED);

    assertThat(refusal(() -> service.start(cluster.id())).code()).isEqualTo("deleted");
    assertThat(refusal(() -> service.restart(cluster.id())).code()).isEqualTo("deleted");
    assertThat(service.get(cluster.id().value()).summary().state()).isEqualTo(ClusterState.STOPPED);
  }

  @Test
  void processesNobodyKnowsAreStopped() {
    ClusterDetails cluster = ready("known");
    backend.apply(
        new ClusterKey("cl_orphan", "somebody", "training", "orphan"),
        cluster.spec().orElseThrow());

    sweep.run();

    assertThat(backend.list()).extracting(ClusterKey::name).containsExactly("known");
  }

  @Test
  void listsFilterSortAndPageInTheDatabase() {
    create("beta");
    create("alpha");
    create("alphabet");
    ClusterQuery query =
        new ClusterQuery(
            Set.of(),
            Optional.empty(),
            Optional.of("ada"),
            Optional.of("cpu-small"),
            "ALPHA",
            Optional.empty(),
            Optional.empty());

    assertThat(service.list(query, PageRequest.of(0, 1, Sort.by("name"))))
        .extracting(ClusterSummary::name)
        .containsExactly("alpha");
    assertThat(service.count(query)).isEqualTo(2);
    var first =
        service.slice(
            ClusterQuery.all(), new SliceRequest(2, Optional.empty(), Optional.of("name")));
    var rest =
        service.slice(
            ClusterQuery.all(), new SliceRequest(2, first.nextCursor(), Optional.of("name")));
    assertThat(first.items()).extracting(ClusterSummary::name).containsExactly("alpha", "alphabet");
    assertThat(rest.items()).extracting(ClusterSummary::name).containsExactly("beta");
    assertThat(rest.nextCursor()).isEmpty();
  }

  private ClusterDetails create(String name) {
    return create(wish(name, "cpu-small", Optional.empty()));
  }

  private ClusterDetails create(CreateCluster wish) {
    ClusterDetails created = service.create(wish);
    if (created.summary().tenant().equals(tenant)) {
      synchronized (made) {
        made.add(created.id().value());
      }
    }
    return created;
  }

  private static CreateCluster wish(String name, String template, Optional<StopWhen> stopWhen) {
    return new CreateCluster(name, template, Map.of(), Map.of("project", "x"), stopWhen);
  }

  private ClusterDetails ready(String name) {
    create(name);
    return await(name, ClusterState.READY);
  }

  private ClusterDetails await(String name, ClusterState state) {
    return eventually()
        .until(() -> service.get(name), details -> details.summary().state() == state);
  }

  private ClusterDetails awaitId(ClusterId id, ClusterState state) {
    return await(id.value(), state);
  }

  private void awaitReason(String name, String reason) {
    eventually()
        .untilAsserted(() -> assertThat(service.get(name).summary().reason()).isEqualTo(reason));
  }

  private void awaitCondition(String name, Optional<Condition> condition) {
    eventually()
        .untilAsserted(
            () -> assertThat(service.get(name).summary().condition()).isEqualTo(condition));
  }

  private ClusterKey key(ClusterDetails cluster) {
    return rows.findById(cluster.id().value()).orElseThrow().key();
  }

  private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Refusal.class, call);
  }
}
