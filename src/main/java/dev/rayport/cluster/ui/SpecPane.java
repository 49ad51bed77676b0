package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Segments;
import java.util.List;
import java.util.Optional;

/** A spec as YAML, or only what differs from the template's defaults. */
class SpecPane extends Div {

  private enum Mode {
    DIFF,
    WHOLE,
    MANIFEST
  }

  private final Segments<Mode> mode =
      new Segments<>(
              "How the spec is shown",
              List.of(
                  new Segments.Option<>(Mode.DIFF, "Diff to template"),
                  new Segments.Option<>(Mode.WHOLE, "YAML"),
                  new Segments.Option<>(Mode.MANIFEST, "Kubernetes")))
          .small()
          .onChange(chosen -> draw());
  private final Div body = new Div();
  private String yaml = "";
  private transient Optional<String> defaults = Optional.empty();
  private transient Optional<String> manifest = Optional.empty();

  SpecPane() {
    body.addClassNames("diff", "code");
    body.getElement().setAttribute("tabindex", "0").setAttribute("role", "region");
    body.getElement().setAttribute("aria-label", "Spec");
    add(body);
  }

  /** The switch, to be put where there is room for it. */
  Segments<?> mode() {
    return mode;
  }

  /**
   * @param withDefaults the same with the template's defaults; empty when there is nothing to
   *     compare
   * @param asObjects the objects of the platform; empty where there are none
   */
  void show(String text, Optional<String> withDefaults, Optional<String> asObjects) {
    yaml = text;
    defaults = withDefaults;
    manifest = asObjects;
    mode.offer(Mode.DIFF, defaults.isPresent());
    mode.offer(Mode.MANIFEST, manifest.isPresent());
    mode.setVisible(defaults.isPresent() || manifest.isPresent());
    draw();
  }

  private void draw() {
    body.removeAll();
    if (defaults.isPresent() && mode.value() == Mode.DIFF) {
      LineDiff.of(defaults.get(), yaml).forEach(line -> body.add(line(line)));
      return;
    }
    List<String> lines =
        manifest.filter(shown -> mode.value() == Mode.MANIFEST).orElse(yaml).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      body.add(line(new LineDiff.Line(LineDiff.Kind.SAME, i + 1, lines.get(i))));
    }
  }

  private static Div line(LineDiff.Line line) {
    Span number = new Span(line.number() == 0 ? "" : Integer.toString(line.number()));
    number.addClassName("n");
    Div row = new Div(number);
    switch (line.kind()) {
      case GAP -> {
        Span text = new Span("⋯ " + line.text());
        text.addClassName("mut");
        row.add(text);
      }
      case SAME -> addColoured(row, "  " + line.text());
      case ADDED -> addChange(row, "add", "+ " + line.text());
      case REMOVED -> addChange(row, "del", "- " + line.text());
    }
    return row;
  }

  private static void addChange(Div row, String css, String text) {
    row.addClassName(css);
    row.add(new Span(text));
  }

  private static void addColoured(Div row, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      row.add(new Span(text));
      return;
    }
    Span key = new Span(text.substring(0, colon));
    key.addClassName("k");
    row.add(key, new Span(text.substring(colon)));
  }
}
