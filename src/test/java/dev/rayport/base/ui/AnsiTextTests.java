package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ui.AnsiText.Run;
import org.junit.jupiter.api.Test;

class AnsiTextTests {

  @Test
  void keepsColoursAsClassNames() {
    assertThat(AnsiText.runs("a \u001b[1;31mred\u001b[0m z"))
        .containsExactly(new Run("a ", ""), new Run("red", "a-1 a-b"), new Run(" z", ""));
  }

  @Test
  void dropsEverySequenceThatWouldMoveOrRename() {
    assertThat(
            AnsiText.plain(
                "a\u001b[2J\u001b[10;5Hb\u001b]0;title\u0007c\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\\u001b(B."))
        .isEqualTo("abclink.");
  }

  @Test
  void anUnfinishedSequenceIsHarmless() {
    assertThat(AnsiText.plain("x\u001b[")).isEqualTo("x");
    assertThat(AnsiText.plain("x\u001b")).isEqualTo("x");
    assertThat(AnsiText.plain("x\u001b]0;never ends")).isEqualTo("x");
    assertThat(AnsiText.plain("\u001b[99999999999;1mx")).isEqualTo("x");
  }

  @Test
  void colourNumbersOfThePaletteAreSkippedWhole() {
    assertThat(AnsiText.runs("\u001b[38;5;1;1mx\u001b[38;2;1;2;3my"))
        .containsExactly(new Run("x", "a-b"), new Run("y", "a-b"));
  }

  @Test
  void controlCharactersBecomeVisible() {
    assertThat(AnsiText.plain("a\0b\bc\u007f")).isEqualTo("a^@b^Hc^?");
    assertThat(AnsiText.plain("x\u202eevil")).isEqualTo("x⟨U+202E⟩evil");
    assertThat(AnsiText.plain("a\tb")).isEqualTo("a       b");
  }

  @Test
  void markupStaysText() {
    assertThat(AnsiText.runs("<script>alert(1)</script>"))
        .containsExactly(new Run("<script>alert(1)</script>", ""));
  }
}
