package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.cluster.ui.LineDiff.Kind;
import dev.rayport.cluster.ui.LineDiff.Line;
import org.junit.jupiter.api.Test;

class LineDiffTests {

  @Test
  void aChangedLineIsRemovedAndAdded() {
    assertThat(LineDiff.of("a: 1\nb: 2\n", "a: 1\nb: 3\n"))
        .containsExactly(
            new Line(Kind.SAME, 1, "a: 1"),
            new Line(Kind.REMOVED, 0, "b: 2"),
            new Line(Kind.ADDED, 2, "b: 3"));
  }

  @Test
  void whatIsFarFromAChangeIsFolded() {
    String same = "1\n2\n3\n4\n5\n6\n";

    assertThat(LineDiff.of(same, same + "7\n"))
        .startsWith(new Line(Kind.GAP, 0, "4 unchanged lines"))
        .endsWith(new Line(Kind.ADDED, 7, "7"));
  }

  @Test
  void equalTextsAreOneGap() {
    assertThat(LineDiff.of("a\nb\n", "a\nb\n"))
        .containsExactly(new Line(Kind.GAP, 0, "2 unchanged lines"));
  }

  @Test
  void addedAndRemovedLinesAtTheEndsAreSeen() {
    assertThat(LineDiff.of("old\na\n", "a\nnew\n"))
        .extracting(Line::kind)
        .containsExactly(Kind.REMOVED, Kind.SAME, Kind.ADDED);
  }
}
