package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ui.Filter.Token;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterTests {

  private static final List<String> FIELDS = List.of("state", "owner");

  @Test
  void tokensOfKnownFieldsAndTheRestAsText() {
    Filter filter = Filter.parse("state:failed  vit owner:\"a b\" http://x", FIELDS);
    assertThat(filter.tokens())
        .containsExactly(new Token("state", "failed"), new Token("owner", "a b"));
    assertThat(filter.text()).isEqualTo("vit http://x");
    assertThat(filter.value("owner")).contains("a b");
    assertThat(filter.value("stage")).isEmpty();
  }

  @Test
  void severalValuesOfOneFieldAreKept() {
    assertThat(Filter.parse("state:failed state:lost", FIELDS).values("state"))
        .containsExactly("failed", "lost");
  }

  @Test
  void writtenAgainItSaysTheSame() {
    String written = "state:failed owner:\"a b\" vit";
    assertThat(Filter.parse(written, FIELDS)).hasToString(written);
  }

  @Test
  void nothingIsEmpty() {
    assertThat(Filter.parse("   ", FIELDS).isEmpty()).isTrue();
  }
}
