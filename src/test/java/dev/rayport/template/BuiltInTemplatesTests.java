package dev.rayport.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class BuiltInTemplatesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpu-small",
        "ray-data-cpu",
        "train-cpu",
        "batch-inference",
        "serve-cpu",
        "scratch"
      })
  void withItsDefaultsEachFitsTwoCoresAndEightGibibytes(String name) throws IOException {
    ResolvedTemplate resolved = resolve(name, Map.of());

    assertThat(resolved.name()).isEqualTo(name);
    assertThat(resolved.spec().totalCpus()).isLessThanOrEqualTo(2);
    assertThat(resolved.spec().totalMemory().bytes()).isLessThanOrEqualTo(8L << 30);
    assertThat(resolved.spec().rayVersion()).isEqualTo("2.58.0");
  }

  @org.junit.jupiter.api.Test
  void cpuSmallIsOneHeadWithTwoCpus() throws IOException {
    ClusterSpec spec = resolve("cpu-small", Map.of()).spec();

    assertThat(spec.workerGroups()).isEmpty();
    assertThat(spec.head().schedulableCpus()).isEqualTo(2);
  }

  private static ResolvedTemplate resolve(String name, Map<String, Object> values)
      throws IOException {
    String source =
        new ClassPathResource("templates/" + name + ".yaml")
            .getContentAsString(StandardCharsets.UTF_8);
    return new TemplateResolver(TemplateReader.read(source), name + "@1")
        .resolve(ResolveRequest.of(values), 1);
  }
}
