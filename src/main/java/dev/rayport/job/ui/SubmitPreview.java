package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Segments;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Tone;
import dev.rayport.job.JobDetails.SpecChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Beside the form: checks, changes against the parent, and the same thing for programs. */
class SubmitPreview extends Div {

  private static final Map<Tone, String> ICONS =
      Map.of(
          Tone.OK, "circle-check",
          Tone.BUSY, "cloud-upload",
          Tone.WARN, "hourglass",
          Tone.ERR, "circle-x",
          Tone.OFF, "info");

  private final Div checks = new Div();
  private final Section changes = new Section();
  private final Segments<SameThing> way =
      new Segments<>(
          "Same thing as",
          Stream.of(SameThing.values()).map(t -> new Segments.Option<>(t, t.label())).toList());
  private final Pre text = new Pre();
  private final String portal;
  private String path = "jobs";
  private transient Map<String, Object> body = Map.of();

  SubmitPreview(String portal) {
    this.portal = portal;
    addClassNames("preview", "scroll");
    checks.getElement().setAttribute("role", "status");
    checks.addClassNames("col", "g2");
    Section before = section("Before it runs", checks);
    changes.addClassName("sect");
    changes.setVisible(false);
    text.addClassName("code");
    text.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Same thing as");
    way.small().onChange(chosen -> print());
    Span note = new Span("Values that look like secrets are left out. In step with the form.");
    note.addClassNames("mut", "s");
    Span gap = new Span();
    gap.addClassName("sp");
    Div head = new Div(new H2("Same thing as"), way, gap, copy());
    head.addClassName("row");
    Section same = new Section(head, text, note);
    same.addClassNames("sect", "col", "g2");
    add(before, changes, same);
  }

  private Button copy() {
    Button button = Actions.icon("copy", "Copy", "", () -> Toast.info("Copied"));
    button
        .getElement()
        .executeJs(
            "this.addEventListener('click', () => navigator.clipboard?.writeText($0.textContent))",
            text.getElement());
    return button;
  }

  private static Section section(String title, Component content) {
    Section section = new Section(new H2(title), content);
    section.addClassNames("sect", "col", "g2");
    return section;
  }

  void showChecks(List<SubmitChecks.Check> found) {
    checks.removeAll();
    for (SubmitChecks.Check check : found) {
      Icon icon = Icon.of(ICONS.getOrDefault(check.tone(), "info"));
      icon.addClassName(check.tone().css());
      Span strong = new Span(check.strong() + " ");
      strong.addClassName("m");
      Span rest = new Span(check.rest());
      rest.addClassName("sec");
      Div line = new Div(icon, new Div(strong, rest));
      line.addClassNames("row", "top");
      checks.add(line);
    }
  }

  /**
   * @param title such as “Changes to attempt 3”
   */
  void showChanges(String title, Optional<List<SpecChange>> differences) {
    changes.setVisible(differences.isPresent());
    changes.removeAll();
    differences.ifPresent(list -> {
      changes.add(new H2(title));
      if (list.isEmpty()) {
        Span none = new Span("None. It is submitted as it was.");
        none.addClassName("sec");
        changes.add(none);
      } else {
        changes.add(new DiffLines(list));
      }
    });
  }

  /** What the text stands for; secrets already left out. */
  void showRequest(String target, Map<String, Object> request) {
    path = target;
    body = request;
    print();
  }

  private void print() {
    text.setText(way.value().text(portal, path, body));
  }
}
