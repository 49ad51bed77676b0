package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.backend.FakeRay;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.template.Stage;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@PortalTest
class RegisteredClustersTests {

  private static int run;

  @Autowired private ClusterService service;
  @Autowired private ClusterAccess access;
  @Autowired private ClusterRepository rows;
  private final FakeRay ray = new FakeRay("secret-of-ray");

  @BeforeEach
  void signIn() {
    Acting.as("outside-" + ++run, "root", Role.ADMINISTRATOR);
  }

  @AfterEach
  void end() {
    ray.close();
    Acting.nobody();
  }

  @Test
  void itIsUsedAndWatchedButNeitherStartedNorStopped() {
    ClusterDetails registered =
        service.register("ext", Stage.TRAINING, ray.endpoint().address() + "/", "secret-of-ray");

    awaitCondition(Optional.empty());
    assertThat(service.get("ext").summary().state()).isEqualTo(ClusterState.READY);
    assertThat(access.ray(registered.id()).orElseThrow().version()).isEqualTo("2.58.0");
    assertThat(rows.findById(registered.id().value()).orElseThrow().sealedToken)
        .doesNotContain("secret-of-ray");
    ray.fallSilent(true);
    awaitCondition(Optional.of(Condition.UNREACHABLE));
    assertThat(service.get("ext").summary().reason()).isNotEmpty();

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> service.stop(registered.id()));
    assertThat(refusal.code()).isEqualTo("registered");
    service.delete(registered.id());
    assertThat(service.count(ClusterQuery.all())).isZero();
    assertThat(rows.findById(registered.id().value()).orElseThrow().sealedToken).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8265",
        "ftp://localhost:8265",
        "file:///etc/passwd",
        "http://user@localhost:8265",
        "http://localhost:8265@evil.example",
        "http://localhost:8265/../api",
        "http://localhost:8265/?x=1",
        "http://localhost:8265/#x",
        "http://169.254.169.254",
        "http://0x7f.1:8265",
        "http://2130706433:8265",
        "http://localhost.evil.example:8265",
        "http://[::ffff:169.254.169.254]:8265",
        "http://local host"
      })
  void otherAddressesAreRefused(String address) {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> service.register("ext", Stage.TRAINING, address, ""));
    assertThat(refusal.errors().getFirst().field()).isEqualTo("address");
    assertThat(service.count(ClusterQuery.all())).isZero();
  }

  @Test
  void everyMistakeIsToldAtOnce() {
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class,
            () -> service.register("My Cluster", Stage.TRAINING, "localhost", "to ken"));

    assertThat(refusal.errors())
        .extracting(FieldError::field)
        .containsExactly("name", "address", "token");
  }

  @Test
  void onlyAdministratorsRegister() {
    Acting.as("outside-x", "lea", Role.LEAD);
    assertThat(
            catchThrowableOfType(
                AccessDeniedException.class,
                () -> service.register("ext", Stage.TRAINING, "http://localhost:1", "")))
        .isNotNull();
  }

  private void awaitCondition(Optional<Condition> condition) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() -> service.get("ext").summary().condition().equals(condition));
  }
}
