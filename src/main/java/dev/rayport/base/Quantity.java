package dev.rayport.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of CPU or memory as Kubernetes writes it: {@code 2}, {@code 500m}, {@code 4Gi}.
 *
 * @param text as written
 * @param amount in base units: cores or bytes, never negative
 */
public record Quantity(String text, BigDecimal amount) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)([A-Za-z]*)");
  private static final Map<String, BigDecimal> SUFFIXES = suffixes();
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static Map<String, BigDecimal> suffixes() {
    Map<String, BigDecimal> factors = new LinkedHashMap<>();
    factors.put("", BigDecimal.ONE);
    factors.put("m", new BigDecimal("0.001"));
    String[] decimal = {"k", "M", "G", "T", "P"};
    String[] binary = {"Ki", "Mi", "Gi", "Ti", "Pi"};
    for (int power = 1; power <= decimal.length; power++) {
      factors.put(decimal[power - 1], BigDecimal.TEN.pow(3 * power));
      factors.put(binary[power - 1], BigDecimal.TWO.pow(10 * power));
    }
    return Map.copyOf(factors);
  }

  /**
   * Reads a quantity.
   *
   * @throws IllegalArgumentException with the rule and the likely spelling in words
   */
  @JsonCreator
  public static Quantity parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !SUFFIXES.containsKey(matcher.group(2))) {
      throw new IllegalArgumentException(
          "“%s” is no quantity; write it as Kubernetes does, such as 500m, 2 or %s."
              .formatted(text, likely(text)));
    }
    BigDecimal amount = new BigDecimal(matcher.group(1)).multiply(SUFFIXES.get(matcher.group(2)));
    if (amount.compareTo(LARGEST) >= 0) {
      throw new IllegalArgumentException("“%s” is more than any machine has.".formatted(text));
    }
    return new Quantity(text, amount);
  }

  private static String likely(String text) {
    Matcher bytes = Pattern.compile("([0-9]+) ?([KMGTP])i?[Bb]").matcher(text);
    return bytes.matches() ? bytes.group(1) + bytes.group(2) + "i" : "4Gi";
  }

  public static Quantity ofBytes(long bytes) {
    return new Quantity(Long.toString(bytes), BigDecimal.valueOf(bytes));
  }

  public static Quantity of(long whole) {
    return ofBytes(whole);
  }

  /** Whole base units, rounded up: bytes of memory. */
  public long bytes() {
    return amount.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** Cores, with fractions. */
  public double cores() {
    return amount.doubleValue();
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
