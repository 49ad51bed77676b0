package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.base.CannotStart;
import dev.rayport.base.RayportProperties;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class LocalConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(Properties.class);

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({RayportProperties.class, LocalProperties.class})
  @Import(LocalConfiguration.class)
  static class Properties {}

  @Test
  void theLocalBackendTellsItsMachineAndItsNotices(@TempDir Path home) {
    runner
        .withPropertyValues(
            "rayport.backend=local",
            "rayport.home=" + home,
            "rayport.local.temp-dir=" + home.resolve("r"),
            "rayport.local.user=",
            "rayport.local.cpus=3")
        .run(context -> {
          ClusterBackend backend = context.getBean(ClusterBackend.class);
          assertThat(backend.description()).matches("this machine · \\d+ cores?, \\d+ GiB");
          assertThat(backend.notices())
              .hasSize(2)
              .anyMatch(notice -> notice.contains("Ray listens on all interfaces"));
          assertThat(backend.list()).isEmpty();
          LocalProperties properties = context.getBean(LocalProperties.class);
          assertThat(properties.cpus()).isEqualTo(3);
          assertThat(properties.passOn()).contains("TZ", "PIP_INDEX_URL");
        });
  }

  @Test
  void aSecondPortalOnTheSameHomeDoesNotStart(@TempDir Path home) {
    String[] properties = {
      "rayport.backend=local",
      "rayport.home=" + home,
      "rayport.local.temp-dir=" + home.resolve("r"),
      "rayport.local.user="
    };
    runner
        .withPropertyValues(properties)
        .run(first -> {
          assertThat(first).hasNotFailed();
          runner
              .withPropertyValues(properties)
              .run(second ->
                  assertThat(second)
                      .getFailure()
                      .rootCause()
                      .isInstanceOf(CannotStart.class)
                      .hasMessageContaining("Another portal runs with " + home));
        });
    runner.withPropertyValues(properties).run(afterwards -> assertThat(afterwards).hasNotFailed());
  }

  @Test
  void anotherBackendLeavesItOut(@TempDir Path home) {
    runner
        .withPropertyValues("rayport.backend=kubernetes", "rayport.home=" + home)
        .run(context -> assertThat(context).doesNotHaveBean(ClusterBackend.class));
  }
}
