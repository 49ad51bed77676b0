package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;

/** A framed part of a page with a heading. */
public final class Card extends Section {

  private final Span beside = new Span();
  private final Div actions = new Div();
  private final Div body = new Div();

  public Card(String title) {
    addClassName("card");
    getElement().setAttribute("aria-label", title);
    beside.addClassName("mut");
    actions.addClassName("row");
    Span gap = new Span();
    gap.addClassName("sp");
    Div head = new Div(new H2(title), beside, gap, actions);
    head.addClassName("ch");
    add(head, body);
  }

  /** A number or fact beside the heading. */
  public Card beside(String text) {
    beside.setText(text);
    return this;
  }

  public Card actions(Component... components) {
    actions.removeAll();
    actions.add(components);
    return this;
  }

  /** Replaces the content; no padding, for tables and lists. */
  public Card content(Component... components) {
    body.removeAll();
    body.removeClassName("cb");
    body.add(components);
    return this;
  }

  /** Replaces the content; with padding. */
  public Card padded(Component... components) {
    content(components);
    body.addClassName("cb");
    return this;
  }
}
