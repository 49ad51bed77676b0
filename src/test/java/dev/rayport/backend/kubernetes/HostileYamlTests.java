package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rayport.base.Refusal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made to break whoever reads it. */
class HostileYamlTests {

  static Stream<Arguments> bombs() {
    StringBuilder aliases = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++) {
      aliases.append(
          "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1, i - 1));
    }
    return Stream.of(
        arguments("aliases", aliases.toString(), "Line 1: anchors"),
        arguments("self", "x: &a [*a]\n", "Line 1: anchors"),
        arguments("depth", "x: " + "[".repeat(10_000), "nested deeper than 64"),
        arguments("size", "x: " + "y".repeat(4 << 20), "at most 256 KiB"),
        arguments("documents", "---\na: b\n".repeat(21), "more than 20 documents"),
        arguments("duplicate", "kind: a\nkind: b\n", "Line 2: “kind” is there twice"),
        arguments("tag", "kind: !!javax.script.ScriptEngineManager [x]\n", "tags ("),
        arguments("tagged nothing", "kind: !!str\n", "tags ("),
        arguments("no map", "- a\n", "a RayCluster is a map of fields"),
        arguments("nothing", "", "there is nothing"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  @Timeout(1)
  void bombsAreRefusedWithTheirLine(String name, String text, String message) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> Imports.read(text));
    assertThat(refusal.detail()).contains(message);
  }
}
