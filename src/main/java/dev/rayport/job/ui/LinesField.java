package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.dom.DebouncePhase;
import java.util.Collection;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A small editor with line numbers; see {@code frontend/src/lines.js}. */
@Tag("rp-lines")
@JavaScript("context://assets/rp-upload.js")
class LinesField extends Component implements HasStyle {

  private static final int PAUSE_MS = 300;

  private String value = "";
  private Set<Integer> bad = Set.of();

  LinesField(String label, Runnable changed) {
    addClassNames("code", "ed");
    getElement().setAttribute("label", label);
    getElement()
        .addEventListener(
            "input",
            event -> {
              value = event.getEventData().get("element.value").asString();
              changed.run();
            })
        .debounce(PAUSE_MS, DebouncePhase.TRAILING)
        .addEventData("element.value");
  }

  String value() {
    return value;
  }

  void show(String text) {
    value = text;
    getElement().callJsFunction("show", text);
  }

  /** Marks the lines with mistakes, counted from 1. */
  void mark(Collection<Integer> lines) {
    Set<Integer> now = Set.copyOf(lines);
    if (!now.equals(bad)) {
      bad = now;
      ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
      now.forEach(numbers::add);
      getElement().setPropertyJson("bad", numbers);
    }
  }
}
