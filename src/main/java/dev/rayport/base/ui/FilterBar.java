package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.shared.Registration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Filter with {@code field: value} tokens and free text. Its whole state is one string, which also
 * is the page's {@code q} parameter.
 */
@Tag("rp-filter")
public final class FilterBar extends Component implements HasStyle {

  private final List<Field> fields;
  private String written = "";

  /**
   * @param name typed before the colon
   * @param values suggested after it; others may be typed
   */
  public record Field(String name, List<String> values) {}

  /**
   * @param label for screen readers, such as “Filter clusters”
   * @param placeholder such as “Filter by name, or type owner: stage: state:”
   */
  public FilterBar(String label, String placeholder, List<Field> fields) {
    this.fields = List.copyOf(fields);
    getElement().setAttribute("label", label).setAttribute("placeholder", placeholder);
    getElement().setPropertyJson("fields", json(fields));
  }

  /** What is filtered now. */
  public Filter filter() {
    return Filter.parse(written, fields.stream().map(Field::name).toList());
  }

  /** As written, for the address. */
  public String value() {
    return written;
  }

  /** Shows another filter, such as the one in the address; tells no listener. */
  public void setValue(String text) {
    written = text.strip();
    getElement().setProperty("value", written);
  }

  /** Called when the user changes the filter. */
  public Registration onChange(Consumer<Filter> listener) {
    return getElement()
        .addEventListener(
            "filter-changed",
            event -> {
              written = event.getEventData().get("event.detail").asString();
              getElement().setProperty("value", written);
              listener.accept(filter());
            })
        .addEventData("event.detail");
  }

  private static ArrayNode json(List<Field> fields) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Field field : fields) {
      ObjectNode one = all.addObject().put("name", field.name());
      ArrayNode values = one.putArray("values");
      field.values().forEach(values::add);
    }
    return all;
  }
}
