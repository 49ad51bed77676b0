package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.job.ui.Dependencies.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DependenciesTests {

  @Test
  void onePackagePerLineWithoutBlanksAndComments() {
    Dependencies pip =
        new Dependencies(Tool.PIP, "numpy==2.3.5\n\n# for the plots\n  ray \n", Map.of());

    assertThat(pip.value()).contains(List.of("numpy==2.3.5", "ray"));
  }

  @Test
  void anErrorAboutAPackageFindsItsLine() {
    Dependencies uv = new Dependencies(Tool.UV, "a\n\n# note\nb\n", Map.of());

    assertThat(uv.lineOf(new FieldError("runtimeEnv.uv[1]", "no"))).contains(4);
    assertThat(uv.lineOf(new FieldError("runtimeEnv.uv", "no"))).isEmpty();
    assertThat(uv.lineOf(new FieldError("runtimeEnv.uv[7]", "no"))).isEmpty();
  }

  @Test
  void whatTheEditorDoesNotShowIsKept() {
    Map<String, Object> env =
        Map.of("pip", Map.of("packages", List.of("a", "b"), "pip_check", true));
    Dependencies pip = Dependencies.from(env);

    assertThat(pip.text()).isEqualTo("a\nb");
    assertThat(pip.value()).contains(env.get("pip"));
  }

  @Test
  void condaIsTheNameOfAnEnvironmentOrItsYaml() {
    assertThat(new Dependencies(Tool.CONDA, "science", Map.of()).value()).contains("science");
    assertThat(new Dependencies(Tool.CONDA, "dependencies:\n  - python=3.11\n", Map.of()).value())
        .contains(Map.of("dependencies", List.of("python=3.11")));
  }

  @Test
  void brokenYamlNamesTheLine() {
    Dependencies conda = new Dependencies(Tool.CONDA, "dependencies:\n  - a\n - b: [\n", Map.of());

    assertThatThrownBy(conda::value)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.errors().getFirst().field())
                    .matches("runtimeEnv\\.conda\\[[23]]"));
  }

  @Test
  void anEmptyEditorAsksForNothing() {
    assertThat(new Dependencies(Tool.PIP, " \n", Map.of()).value()).isEmpty();
    assertThat(Dependencies.from(Map.of("env_vars", Map.of()))).isEqualTo(Dependencies.none());
  }
}
