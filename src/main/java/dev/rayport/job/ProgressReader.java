package dev.rayport.job;

import dev.rayport.job.JobProgress.Source;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads progress from a log as it grows: lines {@code RAYPORT_PROGRESS {"done":…,"total":…}}, else
 * bars as tqdm, Ray Data and Keras draw them. Keeps one line, never more.
 */
final class ProgressReader {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MAX_LINE = 4096;
  private static final int MAX_UNIT = 40;
  private static final String MARKER = "RAYPORT_PROGRESS";
  private static final Pattern ANSI = Pattern.compile("\u001b\\[[0-9;?]{0,20}[A-Za-z]");
  private static final String COUNT = "([0-9]{1,15}(?:\\.[0-9]{1,6})?)([kKMGT]?)";
  private static final Pattern TQDM =
      Pattern.compile("[0-9]{1,3}%\\|[^|]{0,400}\\|\\s{0,20}" + COUNT + "/" + COUNT);
  private static final Pattern RATE = Pattern.compile("[0-9?.]+[kMGT]?\\s?([A-Za-z]{1,20})/s");
  private static final Pattern KERAS =
      Pattern.compile("^\\s{0,20}" + COUNT + "/" + COUNT + "\\s{0,5}(?:\\[[=>. ]{2,200}\\]|━)");

  private final byte[] line = new byte[MAX_LINE];
  private int length;
  private Optional<JobProgress> latest = Optional.empty();

  /** The next bytes of the log. */
  void feed(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        read();
      } else if (length < MAX_LINE) {
        line[length++] = bytes[i];
      }
    }
  }

  /** The last progress seen; what the job reports itself is never replaced by a bar. */
  Optional<JobProgress> latest() {
    return latest;
  }

  private void read() {
    boolean cut = length == MAX_LINE;
    String text = new String(line, 0, length, StandardCharsets.UTF_8);
    length = 0;
    if (cut || (text.indexOf('%') < 0 && text.indexOf('/') < 0 && !text.contains(MARKER))) {
      return;
    }
    String plain = ANSI.matcher(text).replaceAll("");
    int marker = plain.indexOf(MARKER);
    Optional<JobProgress> found =
        marker >= 0 ? reported(plain.substring(marker + MARKER.length())) : bar(plain);
    boolean better = latest.filter(p -> p.source() == Source.REPORTED).isEmpty();
    found
        .filter(p -> better || p.source() == Source.REPORTED)
        .ifPresent(p -> latest = Optional.of(p));
  }

  private static Optional<JobProgress> reported(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    if (from < 0 || to < from || !text.substring(0, from).isBlank()) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JSON.readTree(text.substring(from, to + 1));
      JsonNode done = tree.path("done");
      JsonNode total = tree.path("total");
      String unit = tree.path("unit").asString("");
      return done.isNumber() && (total.isNumber() || total.isMissingNode() || total.isNull())
          ? progress(done.asDouble(), total.asDouble(0), unit, Source.REPORTED)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<JobProgress> bar(String text) {
    Matcher tqdm = TQDM.matcher(text);
    Matcher found = tqdm.find() ? tqdm : KERAS.matcher(text);
    if (found != tqdm && !found.find()) {
      return Optional.empty();
    }
    Matcher rate = RATE.matcher(text.substring(found.end()));
    String unit = rate.find() && !rate.group(1).equals("it") ? rate.group(1) : "";
    return progress(
        count(found.group(1), found.group(2)),
        count(found.group(3), found.group(4)),
        unit,
        Source.BAR);
  }

  private static double count(String digits, String scale) {
    double factor =
        switch (scale) {
          case "k", "K" -> 1e3;
          case "M" -> 1e6;
          case "G" -> 1e9;
          case "T" -> 1e12;
          default -> 1;
        };
    return Double.parseDouble(digits) * factor;
  }

  private static Optional<JobProgress> progress(
      double done, double total, String unit, Source source) {
    if (!Double.isFinite(done) || !Double.isFinite(total) || done < 0 || total < 0) {
      return Optional.empty();
    }
    String plain = unit.replaceAll("\\p{Cntrl}", "").strip();
    String shown = plain.length() <= MAX_UNIT ? plain : plain.substring(0, MAX_UNIT);
    return Optional.of(
        new JobProgress(total > 0 ? Math.min(done, total) : done, total, shown, source));
  }
}
