package dev.rayport.job.rest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of a {@code Range} header (RFC 9110 §14.1.2) applied to a size.
 *
 * @param from first byte
 * @param to after the last byte
 */
record ByteRange(long from, long to) {

  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** Empty for what may be ignored: other units, several ranges, nonsense. */
  static Optional<ByteRange> of(String header, long size) {
    Matcher matcher = ONE.matcher(header.replace(" ", ""));
    if (!matcher.matches() || header.replace(" ", "").equals("bytes=-")) {
      return Optional.empty();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return Optional.of(new ByteRange(Math.max(0, size - Long.parseLong(last)), size));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    return !last.isEmpty() && Long.parseLong(last) < from
        ? Optional.empty()
        : Optional.of(new ByteRange(from, to));
  }

  /** Whether there is anything in it. */
  boolean satisfiable() {
    return from < to;
  }
}
