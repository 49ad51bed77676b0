package dev.rayport.base.ui;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Ctrl+K: finds places, objects and commands of all rooms. */
@Tag("rp-palette")
final class CommandPalette extends Component {

  private static final int PER_SOURCE = 10;
  private static final int LONGEST_QUERY = 200;
  private static final Set<String> OBJECTS = Set.of("Clusters", "Jobs", "Templates");
  private final transient List<PaletteEntry.Source> sources;

  CommandPalette(List<PaletteEntry.Source> sources) {
    this.sources = sources;
  }

  /**
   * @param typed may begin with {@code >} for commands or {@code #} for jobs
   */
  @ClientCallable
  ArrayNode find(String typed) {
    String query = typed.strip().toLowerCase(Locale.ROOT);
    if (query.length() > LONGEST_QUERY) {
      return JsonNodeFactory.instance.arrayNode();
    }
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    matching(query)
        .forEach(entry ->
            found
                .addObject()
                .put("group", entry.group())
                .put("icon", entry.icon())
                .put("label", entry.label())
                .put("hint", entry.hint())
                .put("target", entry.target()));
    return found;
  }

  Stream<PaletteEntry> matching(String query) {
    if (query.startsWith("#")) {
      return ask(query.substring(1).strip()).filter(entry -> entry.group().equals("Jobs"));
    }
    if (query.startsWith(">")) {
      return ask(query.substring(1).strip()).filter(entry -> !OBJECTS.contains(entry.group()));
    }
    return ask(query);
  }

  private Stream<PaletteEntry> ask(String query) {
    return sources.stream().flatMap(source -> source.find(query).stream().limit(PER_SOURCE));
  }
}
