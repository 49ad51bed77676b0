package dev.rayport.base;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML (and so JSON) that strangers wrote: documents of maps, lists and plain leaves.
 * Anchors, aliases, tags, duplicate keys, deep nesting and large texts are refused while the text
 * is read, before anything is built from it.
 */
public final class YamlReader {

  public static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_DOCUMENTS = 20;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern LARGE = Pattern.compile("[-+]?[0-9]{19,40}");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  /**
   * What is read.
   *
   * @param field of the request that the text came in
   * @param thing what one document is, such as {@code template}
   * @param begins what it begins with, for those who sent nothing
   * @param lacking whether a key may lack its value, and is then as if it were not there
   */
  public record Subject(String field, String thing, String begins, boolean lacking) {}

  private final Subject subject;
  private Map<String, Integer> lines = new HashMap<>();
  private final Iterator<Event> events;
  private int depth;

  private YamlReader(String text, Subject subject) {
    this.subject = subject;
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * Reads the only document of a text.
   *
   * @throws Refusal with the line and the rule
   */
  public static YamlDocument read(String text, Subject subject) {
    return read(text, subject, 1).getFirst();
  }

  /**
   * Reads all documents of a text, at least one and at most 20.
   *
   * @throws Refusal with the line and the rule
   */
  public static List<YamlDocument> all(String text, Subject subject) {
    return read(text, subject, MAX_DOCUMENTS);
  }

  private static List<YamlDocument> read(String text, Subject subject, int most) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new Refusal(
          Refusal.Kind.TOO_LARGE,
          "too-large",
          "A %s holds at most %d KiB of text.".formatted(subject.thing(), MAX_BYTES / 1024));
    }
    YamlReader reader = new YamlReader(text, subject);
    try {
      return reader.documents(most);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw reader.refuse(line, "this is not YAML: %s.".formatted(e.getProblem()));
    } catch (YamlEngineException e) {
      throw reader.refuse(1, "this is not YAML: %s.".formatted(e.getMessage()));
    }
  }

  private List<YamlDocument> documents(int most) {
    List<YamlDocument> documents = new ArrayList<>();
    events.next();
    for (Event start = events.next();
        start.getEventId() != Event.ID.StreamEnd;
        start = events.next()) {
      if (documents.size() == most) {
        throw refuse(
            line(start),
            most == 1
                ? "a second document starts; write one %s per file.".formatted(subject.thing())
                : "there are more than %d documents.".formatted(most));
      }
      document(most > 1).ifPresent(documents::add);
    }
    if (documents.isEmpty()) {
      throw refuse(
          1,
          "there is nothing; a %s starts with its %s."
              .formatted(subject.thing(), subject.begins()));
    }
    return documents;
  }

  /** Empty for nothing between two lines of dashes, where several documents may be. */
  private Optional<YamlDocument> document(boolean severally) {
    lines = new HashMap<>();
    Event first = events.next();
    if (severally && first instanceof ScalarEvent scalar && isMissing(scalar)) {
      refuseExtras(first);
      events.next();
      return Optional.empty();
    }
    Object root = node(first, "");
    events.next();
    if (!(root instanceof Map<?, ?>)) {
      throw refuse(
          line(first),
          "a %s is a map of fields, starting with %s."
              .formatted(subject.thing(), subject.begins()));
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> map = (Map<String, Object>) root;
    return Optional.of(new YamlDocument(map, lines));
  }

  private Object node(Event event, String path) {
    lines.put(path, line(event));
    refuseExtras(event);
    return switch (event.getEventId()) {
      case MappingStart -> nested(event, () -> map(path));
      case SequenceStart -> nested(event, () -> list(path));
      case Scalar -> leaf((ScalarEvent) event);
      default -> throw refuse(line(event), "a value is missing.");
    };
  }

  private void refuseExtras(Event event) {
    if (event.getEventId() == Event.ID.Alias) {
      throw refuse(line(event), "aliases (*name) are not allowed; repeat the value.");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw refuse(line(event), "anchors (&name) are not allowed; repeat the value.");
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case org.snakeyaml.engine.v2.events.CollectionStartEvent start -> start.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw refuse(line(event), "tags (%s) are not allowed.".formatted(tag.get()));
    }
  }

  private Object nested(Event event, java.util.function.Supplier<Object> body) {
    if (++depth > MAX_DEPTH) {
      throw refuse(line(event), "nested deeper than %d levels.".formatted(MAX_DEPTH));
    }
    Object value = body.get();
    depth--;
    return value;
  }

  private Object map(String path) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      refuseExtras(event);
      if (!(event instanceof ScalarEvent scalar)) {
        throw refuse(line(event), "a key must be a word.");
      }
      String key = scalar.getValue();
      if (map.containsKey(key)) {
        throw refuse(line(event), "“%s” is there twice.".formatted(key));
      }
      Event value = events.next();
      if (subject.lacking() && value instanceof ScalarEvent lacking && isMissing(lacking)) {
        refuseExtras(value);
        continue;
      }
      map.put(key, node(value, path.isEmpty() ? key : path + "." + key));
    }
    return map;
  }

  private Object list(String path) {
    List<Object> list = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      list.add(node(event, path + "[" + list.size() + "]"));
    }
    return list;
  }

  private Object leaf(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return text;
    }
    if (isMissing(scalar)) {
      throw refuse(line(scalar), "a value is missing; leave the key out when there is none.");
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    if (LARGE.matcher(text).matches()) {
      return new BigInteger(text);
    }
    return FRACTION.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  private static boolean isMissing(ScalarEvent scalar) {
    return scalar.isPlain() && Set.of("", "null", "~").contains(scalar.getValue());
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private Refusal refuse(int line, String problem) {
    return Refusal.invalid(subject.field(), "Line %d: %s".formatted(line, problem));
  }
}
