package dev.rayport.template;

import dev.rayport.base.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML (and so JSON) that strangers wrote: one document of maps, lists and plain leaves.
 * Anchors, aliases, tags, duplicate keys, deep nesting and large texts are refused while the text
 * is read, before anything is built from it.
 */
final class YamlReader {

  static final int MAX_BYTES = 256 * 1024;
  private static final int MAX_DEPTH = 64;
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
  private static final Pattern LARGE = Pattern.compile("[-+]?[0-9]{19,40}");
  private static final Pattern FRACTION =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  private final Map<String, Integer> lines = new HashMap<>();
  private final Iterator<Event> events;
  private int depth;

  private YamlReader(String text) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * @throws Refusal with the line and the rule
   */
  static YamlDocument read(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new Refusal(
          Refusal.Kind.TOO_LARGE,
          "too-large",
          "A template holds at most %d KiB of text.".formatted(MAX_BYTES / 1024));
    }
    try {
      return new YamlReader(text).document();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw refuse(line, "this is not YAML: %s.".formatted(e.getProblem()));
    } catch (YamlEngineException e) {
      throw refuse(1, "this is not YAML: %s.".formatted(e.getMessage()));
    }
  }

  private YamlDocument document() {
    events.next();
    Event start = events.next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw refuse(1, "there is nothing; a template starts with its name.");
    }
    Event first = events.next();
    Object root = node(first, "");
    events.next();
    Event after = events.next();
    if (after.getEventId() == Event.ID.DocumentStart) {
      throw refuse(line(after), "a second document starts; write one template per file.");
    }
    if (!(root instanceof Map<?, ?>)) {
      throw refuse(line(first), "a template is a map of fields, starting with name.");
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> map = (Map<String, Object>) root;
    return new YamlDocument(map, lines);
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

  private static void refuseExtras(Event event) {
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
      map.put(key, node(events.next(), path.isEmpty() ? key : path + "." + key));
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

  private static Object leaf(ScalarEvent scalar) {
    String text = scalar.getValue();
    if (!scalar.isPlain()) {
      return text;
    }
    if (text.isEmpty() || text.equals("null") || text.equals("~")) {
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

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static Refusal refuse(int line, String problem) {
    return Refusal.invalid("template", "Line %d: %s".formatted(line, problem));
  }
}
