package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Icon;
import dev.rayport.cluster.EditPlan;
import dev.rayport.cluster.SpecChange;

/** What an edit changes, each with when it comes true. */
class EditChanges extends Div {

  EditChanges() {
    addClassNames("col", "g2");
    getElement().setAttribute("role", "status");
  }

  void show(EditPlan plan) {
    removeAll();
    add(new H2("What it does"));
    if (plan.changes().isEmpty()) {
      Paragraph nothing = new Paragraph("Nothing yet: everything is as it is now.");
      nothing.addClassName("sec");
      add(nothing);
      return;
    }
    plan.changes().forEach(change -> add(line(change)));
    if (!plan.live()) {
      Div why = new Div(Icon.of("triangle-alert"), new Span(plan.why()));
      why.addClassNames("row", "warn");
      add(why);
    }
  }

  void mistakes() {
    removeAll();
  }

  private static Div line(SpecChange change) {
    Span text = new Span(change.text());
    text.addClassName("mono");
    Span when = new Span(when(change.effect()));
    when.addClassNames("sec", "s");
    Div line = new Div(text, when);
    line.addClassNames("row", "wrap");
    return line;
  }

  private static String when(SpecChange.Effect effect) {
    return switch (effect) {
      case LIVE -> "at once, jobs go on";
      case NEXT_START -> "at the next start; until then the autoscaler decides";
      case GROUP_RESTART -> "when the workers of this group start anew";
      case RESTART -> "when the cluster starts anew";
    };
  }
}
