package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;

/** First line of a page: title, facts beside it, actions at the right. */
public final class PageHead extends Div {

  private final H1 title = new H1();
  private final Div facts = new Div();
  private final Div actions = new Div();

  public PageHead(String text) {
    addClassName("pagehead");
    title.setText(text);
    facts.addClassNames("row", "wrap");
    actions.addClassNames("row", "wrap");
    Span gap = new Span();
    gap.addClassName("sp");
    add(title, facts, gap, actions);
  }

  /** A title for screen readers only, as on lists. */
  public static H1 hiddenTitle(String text) {
    H1 hidden = new H1(text);
    hidden.addClassName("vh");
    return hidden;
  }

  public void setTitle(String text) {
    title.setText(text);
  }

  /** Replaces what stands beside the title. */
  public PageHead facts(Component... components) {
    facts.removeAll();
    facts.add(components);
    return this;
  }

  /** Replaces the buttons at the right. */
  public PageHead actions(Component... components) {
    actions.removeAll();
    actions.add(components);
    return this;
  }
}
