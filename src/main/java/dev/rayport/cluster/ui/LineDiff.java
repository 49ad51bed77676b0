package dev.rayport.cluster.ui;

import java.util.ArrayList;
import java.util.List;

/** Which lines differ between two texts, by their longest common subsequence. */
final class LineDiff {

  private static final int CONTEXT = 2;

  private LineDiff() {}

  /** What happened to a line; GAP stands for several that are the same. */
  enum Kind {
    SAME,
    ADDED,
    REMOVED,
    GAP
  }

  /**
   * @param number of the line in the text after; 0 for removed lines and gaps
   */
  record Line(Kind kind, int number, String text) {}

  /** Changed lines with a little of what is around them. */
  static List<Line> of(String before, String after) {
    return fold(full(before.lines().toList(), after.lines().toList()));
  }

  private static List<Line> full(List<String> before, List<String> after) {
    int[][] common = common(before, after);
    List<Line> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      boolean both = i < before.size() && j < after.size();
      if (both && before.get(i).equals(after.get(j))) {
        lines.add(new Line(Kind.SAME, j + 1, after.get(j)));
        i++;
        j++;
      } else if (j == after.size() || (both && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Kind.REMOVED, 0, before.get(i)));
        i++;
      } else {
        lines.add(new Line(Kind.ADDED, j + 1, after.get(j)));
        j++;
      }
    }
    return lines;
  }

  private static int[][] common(List<String> before, List<String> after) {
    int[][] length = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        length[i][j] =
            before.get(i).equals(after.get(j))
                ? length[i + 1][j + 1] + 1
                : Math.max(length[i + 1][j], length[i][j + 1]);
      }
    }
    return length;
  }

  private static List<Line> fold(List<Line> lines) {
    List<Line> folded = new ArrayList<>();
    int skipped = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (nearChange(lines, i)) {
        addGap(folded, skipped);
        folded.add(lines.get(i));
        skipped = 0;
      } else {
        skipped++;
      }
    }
    addGap(folded, skipped);
    return folded;
  }

  private static boolean nearChange(List<Line> lines, int index) {
    int from = Math.max(0, index - CONTEXT);
    int to = Math.min(lines.size(), index + CONTEXT + 1);
    return lines.subList(from, to).stream().anyMatch(line -> line.kind() != Kind.SAME);
  }

  private static void addGap(List<Line> lines, int skipped) {
    if (skipped > 0) {
      String text = skipped == 1 ? "1 unchanged line" : skipped + " unchanged lines";
      lines.add(new Line(Kind.GAP, 0, text));
    }
  }
}
