package dev.rayport.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyTenantsTests {

  @Test
  void aSecondTenantIsRefusedWhereAllShareOneMachine() {
    ManyTenants rule = rule("local", false);

    assertThatCode(() -> rule.refuseSecond(0)).doesNotThrowAnyException();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> rule.refuseSecond(1))
        .matches(refusal -> refusal.code().equals("one-tenant"))
        .withMessageContaining("RAYPORT_LOCAL_MANY_TENANTS=true");
  }

  @Test
  void itIsTakenOnKubernetesOrWhenItIsAskedFor() {
    assertThat(rule("kubernetes", false).lacking()).isEmpty();
    assertThat(rule("local", true).lacking()).isEmpty();
  }

  private static ManyTenants rule(String backend, boolean many) {
    return new ManyTenants(
        new RayportProperties(Path.of("home"), backend, "", false),
        new TenantProperties("", List.of(), many, Duration.ofDays(1), Duration.ofDays(1)));
  }
}
