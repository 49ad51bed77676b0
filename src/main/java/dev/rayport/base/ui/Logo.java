package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;

/** The mark and the name of the product. */
public final class Logo {

  private Logo() {}

  /** As heading of a page outside the shell. */
  public static Div block() {
    Div brand = new Div(mark(), new Span("Rayport"));
    brand.addClassName("brand");
    return brand;
  }

  static Anchor link() {
    Anchor brand = new Anchor("", mark(), new Span("Rayport"));
    brand.addClassName("brand");
    brand.getElement().setAttribute("router-link", true);
    return brand;
  }

  private static Image mark() {
    Image mark = new Image("assets/favicon.svg", "");
    mark.addClassName("logo");
    return mark;
  }
}
