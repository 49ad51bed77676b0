package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** A line across the page or pane: what happened, what it means, what happens next. */
public final class Banner extends Div {

  private final Div text = new Div();

  /**
   * @param strong said first, in bold; may be empty
   */
  public Banner(Tone tone, String icon, String strong, String sentence, Component... actions) {
    addClassNames("banner", tone.css());
    getElement().setAttribute("role", tone == Tone.ERR ? "alert" : "status");
    text.addClassName("txtcol");
    say(strong, sentence);
    add(Icon.of(icon), text);
    add(actions);
  }

  /** Says something else. */
  public void say(String strong, String sentence) {
    text.removeAll();
    if (!strong.isEmpty()) {
      Span bold = new Span(strong + " ");
      bold.addClassName("b");
      text.add(bold);
    }
    text.add(new Span(sentence));
  }
}
