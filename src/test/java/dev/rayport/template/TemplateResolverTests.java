package dev.rayport.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateResolverTests {

  @Test
  void valuesTakeTheirPlaceWithTheirTypes() {
    ResolvedTemplate resolved =
        resolve(Map.of("workers", 3, "cpus", 4, "idle", "PT1H", "project", "vit"));

    WorkerGroupSpec group = resolved.spec().workerGroups().getFirst();
    assertThat(group.replicas()).isEqualTo(3);
    assertThat(group.max()).isEqualTo(3);
    assertThat(group.node().cpus().cores()).isEqualTo(4);
    assertThat(resolved.spec().env()).isEqualTo(Map.of("DATA_LIMIT", "1Gi"));
    assertThat(resolved.idle()).contains(Duration.ofHours(1));
    assertThat(resolved.ttl()).contains(Duration.ofDays(1));
    assertThat(resolved.values())
        .containsEntry("shm", "1Gi")
        .containsEntry("workers", 3L)
        .containsEntry("project", "vit");
  }

  @Test
  void optionalOnesMayBeLeftOut() {
    assertThat(resolve(Map.of()).values()).doesNotContainKey("project");
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        Arguments.of("workers", 96, "96 is over the limit of 10. Rule “workers” of r@3"),
        Arguments.of("workers", -1, "-1 is under the least of 0"),
        Arguments.of("workers", 1_000_000_000, "over the limit"),
        Arguments.of("workers", "1e3", "not a whole number"),
        Arguments.of("workers", 1000.0, "not a whole number"),
        Arguments.of("workers", new java.math.BigInteger("9223372036854775808"), "more than"),
        Arguments.of("workers", List.of(1), "not a whole number"),
        Arguments.of("wrokers", 1, "no parameter “wrokers”; it has cpus, workers"),
        Arguments.of("shm", "2Gi", "set by the template and cannot be chosen"),
        Arguments.of("shm", "10GB", "10Gi"),
        Arguments.of("idle", "30m", "“30m” is written PT30M here"),
        Arguments.of("idle", "soon", "“soon” is no duration; write it like 30m, 2h or 1d"),
        Arguments.of("idle", "PT9H", "9 h is over the limit of 8 h"),
        Arguments.of("project", "<img src=x onerror=alert(1)>", "does not match"),
        Arguments.of("project", "a: b\n  hostPath: /", "control character"),
        Arguments.of("project", 4, "is not text"));
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void whatThePolicyForbidsIsRefusedWithTheRule(String name, Object value, String message) {
    List<FieldError> errors = refusal(Map.of(name, value)).errors();

    assertThat(errors).hasSize(1);
    assertThat(errors.getFirst().field()).isEqualTo("values." + name);
    assertThat(errors.getFirst().message()).contains(message);
  }

  @Test
  void theSameHiddenOrFixedValueMayBeSentBack() {
    assertThat(resolve(Map.of("shm", "1Gi")).values()).containsEntry("shm", "1Gi");
  }

  @Test
  void aPatternThatWouldHangIsCutShort() {
    String yaml =
        """
        name: t
        stage: TRAINING
        ray: 2.58.0
        parameters: {a: {type: string, pattern: ".*.*.*.*.*.*b", required: false}}
        head: {cpus: 1, memory: 2Gi}
        """;
    TemplateResolver resolver = new TemplateResolver(TemplateReader.read(yaml), "t@1");

    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> resolver.resolve(ResolveRequest.of(Map.of("a", "a".repeat(60))), 1));

    assertThat(refusal.detail()).contains("takes too long");
  }

  @Test
  void groupsChangeWithinTheirPolicy() {
    ClusterSpec spec = edited(Map.of("name", "worker", "max", 8)).spec();

    assertThat(spec.workerGroups()).hasSize(1);
    assertThat(spec.workerGroups().getFirst().max()).isEqualTo(8);
    assertThat(spec.workerGroups().getFirst().replicas()).isEqualTo(1);
  }

  @Test
  void replicasFollowASmallerMaximum() {
    assertThat(edited(Map.of("name", "worker", "max", 0)).spec().workers()).isZero();
  }

  @Test
  void furtherGroupsAreLikeTheOneThatMayBeAdded() {
    ClusterSpec spec = edited(Map.of("name", "more", "max", 2)).spec();

    assertThat(spec.workerGroups())
        .extracting(WorkerGroupSpec::name)
        .containsExactly("worker", "more");
    assertThat(spec.workerGroups().getLast().node())
        .isEqualTo(spec.workerGroups().getFirst().node());
  }

  static Stream<Arguments> badEdits() {
    return Stream.of(
        Arguments.of(Map.of("name", "worker", "max", 11), "max", "over the limit of 10"),
        Arguments.of(Map.of("name", "worker", "min", 1), "min", "fixed at 0"),
        Arguments.of(Map.of("name", "worker", "memory", "9Gi"), "memory", "not known here"),
        Arguments.of(Map.of("name", "head", "max", 1), "name", "head's name"),
        Arguments.of(Map.of("name", "A B", "max", 1), "name", "Only lower-case"),
        Arguments.of(Map.of("name", "x", "like", "y"), "name", "none may be added"));
  }

  @ParameterizedTest
  @MethodSource("badEdits")
  void editsBeyondThePolicyAreRefused(Map<String, Object> edit, String field, String message) {
    List<FieldError> errors = refusal(Map.of("workerGroups", List.of(edit))).errors();

    assertThat(errors.getFirst().field()).isEqualTo("values.workerGroups[0]." + field);
    assertThat(errors.getFirst().message()).contains(message);
  }

  @Test
  void aStopRuleOfTheRequestIsHeldToTheParameterItComesFrom() {
    ResolveRequest longer =
        new ResolveRequest(Map.of(), Optional.of(Duration.ofHours(9)), Optional.empty());

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> resolver().resolve(longer, 3));

    assertThat(refusal.errors().getFirst().field()).isEqualTo("stopWhen.idle");
  }

  @Test
  void aFixedTimeToLiveMayBeShortenedOnly() {
    ResolveRequest shorter =
        new ResolveRequest(Map.of(), Optional.empty(), Optional.of(Duration.ofHours(2)));
    ResolveRequest longer =
        new ResolveRequest(Map.of(), Optional.empty(), Optional.of(Duration.ofDays(2)));

    assertThat(resolver().resolve(shorter, 3).ttl()).contains(Duration.ofHours(2));
    assertThat(catchThrowableOfType(Refusal.class, () -> resolver().resolve(longer, 3)).detail())
        .contains("2 d is over the limit of 1 d");
  }

  private static ResolvedTemplate edited(Map<String, Object> edit) {
    return resolve(Map.of("workerGroups", List.of(edit)));
  }

  private static Refusal refusal(Map<String, Object> values) {
    return catchThrowableOfType(Refusal.class, () -> resolve(values));
  }

  private static ResolvedTemplate resolve(Map<String, Object> values) {
    return resolver().resolve(ResolveRequest.of(values), 3);
  }

  private static TemplateResolver resolver() {
    return new TemplateResolver(TemplateReader.read(TemplateReaderTests.MANUAL), "r@3");
  }
}
