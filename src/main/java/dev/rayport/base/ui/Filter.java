package dev.rayport.base.ui;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list shows: {@code field:value} tokens and free text, as in {@code state:failed owner:"a
 * b" vit}.
 *
 * @param text the words that belong to no token
 */
public record Filter(List<Token> tokens, String text) {

  private static final Pattern TOKEN = Pattern.compile("([\\w-]+):(?:\"([^\"]*)\"|(\\S+))");

  /** One condition. */
  public record Token(String field, String value) {

    @Override
    public String toString() {
      return value.matches(".*\\s.*") ? "%s:\"%s\"".formatted(field, value) : field + ":" + value;
    }
  }

  /**
   * @param fields names that make tokens; {@code other:words} stay text
   */
  public static Filter parse(String written, Collection<String> fields) {
    List<Token> tokens = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    Matcher matcher = TOKEN.matcher(written);
    int end = 0;
    while (matcher.find()) {
      if (!fields.contains(matcher.group(1))) {
        continue;
      }
      rest.append(written, end, matcher.start());
      end = matcher.end();
      String quoted = matcher.group(2);
      tokens.add(new Token(matcher.group(1), quoted == null ? matcher.group(3) : quoted));
    }
    rest.append(written.substring(end));
    return new Filter(List.copyOf(tokens), rest.toString().strip().replaceAll("\\s+", " "));
  }

  /** The first value given for the field. */
  public Optional<String> value(String field) {
    return values(field).stream().findFirst();
  }

  /** All values given for the field; a list shows what fits any of them. */
  public List<String> values(String field) {
    return tokens.stream().filter(t -> t.field().equals(field)).map(Token::value).toList();
  }

  public boolean isEmpty() {
    return tokens.isEmpty() && text.isEmpty();
  }

  /** As written, to be parsed again. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(tokens.stream().map(Token::toString).toList());
    if (!text.isEmpty()) {
      parts.add(text);
    }
    return String.join(" ", parts);
  }
}
