package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedTextTests {

  private static final String SECRET = "aaab-pässword";
  private static final String STARS = "**************";

  private static String all(String text, int pieceLength, String... secrets) {
    MaskedText masked = new MaskedText(List.of(secrets));
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < text.length(); at += pieceLength) {
      shown.append(masked.next(text.substring(at, Math.min(text.length(), at + pieceLength))));
    }
    return shown.append(masked.rest()).toString();
  }

  @Test
  void asManyStarsAsBytesHoweverItIsCut() {
    String text = "a aaab\naa" + SECRET + SECRET + "aaab-päss";
    for (int length = 1; length <= text.length(); length++) {
      String shown = all(text, length, SECRET);
      assertThat(shown).isEqualTo("a aaab\naa" + STARS + STARS + "aaab-päss");
      assertThat(shown.getBytes(StandardCharsets.UTF_8))
          .hasSameSizeAs(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void ofTwoThatBeginAlikeTheLongerIsFound() {
    assertThat(all("12345678-more, 12345678", 3, "12345678", "12345678-more"))
        .isEqualTo("*************, ********");
  }

  @Test
  void oneThatEndsWithALineIsFoundInTheMiddleOfOne() {
    assertThat(all("key=hunter2hunter2;", 4, "hunter2hunter2\n")).isEqualTo("key=**************;");
  }

  @Test
  void whatIsTooShortStandsInOrdinaryWordsToo() {
    assertThat(all("the test", 2, "test")).isEqualTo("the test");
  }

  @Test
  void nothingIsHeldBackThatIsNoBeginning() {
    MaskedText masked = new MaskedText(List.of(SECRET));
    assertThat(masked.next("loss=0.1\n")).isEqualTo("loss=0.1\n");
    assertThat(masked.next("x aa")).isEqualTo("x ");
    assertThat(masked.next("x\n")).isEqualTo("aax\n");
  }
}
