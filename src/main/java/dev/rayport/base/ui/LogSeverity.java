package dev.rayport.base.ui;

import java.util.List;
import java.util.regex.Pattern;

/** How bad a line of a log is, told by the words that Python, Ray and most programs use. */
enum LogSeverity {
  NONE,
  WARNING,
  ERROR;

  /** Reads lines in order; a traceback is one error until the line that names it. */
  static final class Reader {

    private static final Pattern PREFIX =
        Pattern.compile("^\\([\\w.:<>-]+(?: \\[[^]]*])?(?: pid=\\d+)?(?:, ip=[\\d.]+)?\\) ?");
    private static final Pattern ERROR_WORD =
        Pattern.compile(
            "\\b(?:ERROR|CRITICAL|FATAL)\\b|^(?:[\\w.]+\\.)?\\w*(?:Error|Exception)(?::|$)");
    private static final Pattern WARNING_WORD =
        Pattern.compile("\\bWARN(?:ING)?\\b|\\b\\w+Warning:");
    private static final List<String> ERROR_HINTS =
        List.of("Error", "Exception", "ERROR", "FATAL", "CRITICAL");
    private static final List<String> WARNING_HINTS = List.of("WARN", "Warning");
    private static final int LONGEST_TRACEBACK = 300;
    private int left;

    Reader(boolean inTraceback) {
      left = inTraceback ? LONGEST_TRACEBACK : 0;
    }

    boolean inTraceback() {
      return left > 0;
    }

    LogSeverity next(String line) {
      String text = line.startsWith("(") ? PREFIX.matcher(line).replaceFirst("") : line;
      if (text.startsWith("Traceback (most recent call last)")) {
        left = LONGEST_TRACEBACK;
        return ERROR;
      }
      if (left > 0) {
        left = text.isEmpty() || Character.isWhitespace(text.charAt(0)) ? left - 1 : 0;
        return ERROR;
      }
      if (mayMatch(text, ERROR_HINTS) && ERROR_WORD.matcher(text).find()) {
        return ERROR;
      }
      return mayMatch(text, WARNING_HINTS) && WARNING_WORD.matcher(text).find() ? WARNING : NONE;
    }

    /** Much quicker than the expression, and enough for almost every line. */
    private static boolean mayMatch(String text, List<String> hints) {
      return hints.stream().anyMatch(text::contains);
    }
  }
}
