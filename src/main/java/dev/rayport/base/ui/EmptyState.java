package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** What this is, why it is empty, and one action. */
public final class EmptyState extends Div {

  public EmptyState(String icon, String title, String text, Component... actions) {
    addClassName("empty");
    Paragraph why = new Paragraph(text);
    why.addClassName("sec");
    add(Icon.of(icon), new H2(title), why);
    if (actions.length > 0) {
      Div row = new Div(actions);
      row.addClassName("row");
      add(row);
    }
  }
}
