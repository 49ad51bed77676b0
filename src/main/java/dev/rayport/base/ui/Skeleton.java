package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** Grey lines where content is about to be; seen only when that takes longer than 150 ms. */
public final class Skeleton extends Div {

  private static final int[] WIDTHS = {62, 48, 71, 55, 66, 43};

  public Skeleton(int lines) {
    addClassName("sklist");
    getElement().setAttribute("aria-busy", "true").setAttribute("role", "status");
    Span label = new Span("Loading");
    label.addClassName("vh");
    add(label);
    for (int line = 0; line < lines; line++) {
      Span bar = new Span();
      bar.addClassName("sk");
      bar.setWidth(WIDTHS[line % WIDTHS.length] + "%");
      add(bar);
    }
  }
}
