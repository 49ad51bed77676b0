package dev.rayport.base.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of a terminal as runs of plain text with the theme's class names. Colours and weights are
 * kept; every other escape sequence is dropped; control and direction characters become visible.
 */
final class AnsiText {

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\u001b\\[([0-9;:]*)m" // colour and weight
              + "|\u001b\\[[0-?]*[ -/]*[@-~]" // other control sequences
              + "|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?" // titles, links, strings
              + "|\u001b[ -/]*[0-~]?");
  private static final int TAB = 8;

  /**
   * @param css class names; empty for plain text
   */
  record Run(String text, String css) {}

  private final List<Run> runs = new ArrayList<>();
  private String color = "";
  private boolean bold;
  private boolean dim;
  private boolean italic;
  private boolean underlined;
  private int column;

  private AnsiText() {}

  static List<Run> runs(String text) {
    if (isPlain(text)) {
      return text.isEmpty() ? List.of() : List.of(new Run(text, ""));
    }
    return new AnsiText().parse(text);
  }

  static String plain(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    runs(text).forEach(run -> plain.append(run.text()));
    return plain.toString();
  }

  /** Most lines are: then nothing has to be looked at closely. */
  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }

  private List<Run> parse(String text) {
    Matcher escape = ESCAPE.matcher(text);
    int end = 0;
    while (escape.find()) {
      add(text.substring(end, escape.start()));
      end = escape.end();
      if (escape.group(1) != null) {
        style(escape.group(1).replace(':', ';').split(";"));
      }
    }
    add(text.substring(end));
    return runs;
  }

  private void add(String text) {
    if (!text.isEmpty()) {
      runs.add(new Run(visible(text), css()));
    }
  }

  private String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  private void append(StringBuilder shown, int point) {
    if (point == '\t') {
      int spaces = TAB - column % TAB;
      shown.append(" ".repeat(spaces));
      column += spaces;
      return;
    }
    column++;
    if (point < 0x20) {
      shown.append('^').append((char) (point + '@'));
    } else if (point == 0x7f) {
      shown.append("^?");
    } else if (isDirection(point) || point >= 0x80 && point < 0xa0) {
      shown.append("⟨U+%04X⟩".formatted(point));
    } else {
      shown.appendCodePoint(point);
    }
  }

  /** Characters that reorder what follows, so that a line could show other than it says. */
  private static boolean isDirection(int point) {
    return point >= 0x202a && point <= 0x202e
        || point >= 0x2066 && point <= 0x2069
        || point == 0x200e
        || point == 0x200f;
  }

  private void style(String[] codes) {
    for (int i = 0; i < codes.length; i++) {
      int code =
          codes[i].isEmpty()
              ? 0
              : Integer.parseInt(codes[i], 0, Math.min(3, codes[i].length()), 10);
      switch (code) {
        case 0 -> reset();
        case 1 -> bold = true;
        case 2 -> dim = true;
        case 3 -> italic = true;
        case 4 -> underlined = true;
        case 22 -> bold = dim = false;
        case 23 -> italic = false;
        case 24 -> underlined = false;
        case 39 -> color = "";
        // 38;5;n and 38;2;r;g;b: the sixteen names are enough to tell parts of a line apart.
        case 38, 48 -> i += i + 1 < codes.length && codes[i + 1].equals("2") ? 4 : 2;
        default -> name(code);
      }
    }
  }

  private void name(int code) {
    if (code >= 30 && code <= 37) {
      color = "a-" + (code - 30);
    } else if (code >= 90 && code <= 97) {
      color = "a-" + (code - 90);
    }
  }

  private void reset() {
    color = "";
    bold = false;
    dim = false;
    italic = false;
    underlined = false;
  }

  private String css() {
    List<String> names = new ArrayList<>();
    if (!color.isEmpty()) {
      names.add(color);
    }
    if (bold) {
      names.add("a-b");
    }
    if (dim) {
      names.add("a-d");
    }
    if (italic) {
      names.add("a-i");
    }
    if (underlined) {
      names.add("a-u");
    }
    return String.join(" ", names);
  }
}
