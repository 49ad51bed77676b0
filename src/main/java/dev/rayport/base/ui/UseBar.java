package dev.rayport.base.ui;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** How much of a limit is used, as numbers and as a bar; amber when it is full. */
public final class UseBar extends Div {

  /**
   * What is shown.
   *
   * @param label such as “GPUs”
   * @param used so much now
   * @param more so much besides, of what is asked for
   * @param limit above zero; zero is always full
   * @param numbers in words, such as “6 of 8”
   */
  public record Use(String label, double used, double more, double limit, String numbers) {

    boolean full() {
      return used + more >= limit;
    }
  }

  public UseBar(Use use) {
    addClassName("usebar");
    Span label = new Span(use.label());
    Span gap = new Span();
    gap.addClassName("sp");
    Span numbers = new Span(use.numbers());
    numbers.addClassName("num");
    Div line = new Div(label, gap, numbers);
    line.addClassName("row");
    if (use.full()) {
      Span full = new Span(Icon.small("triangle-alert"), new Span(over(use) ? " over" : " full"));
      full.addClassNames("warn", "s", "nw");
      line.add(full);
    }
    Div bar = new Div(part(use.used(), use, use.full() ? "w" : ""), part(use.more(), use, "g"));
    bar.addClassName("bar");
    bar.getElement().setAttribute("aria-hidden", "true");
    add(line, bar);
  }

  private static boolean over(Use use) {
    return use.used() + use.more() > use.limit();
  }

  private static HtmlComponent part(double amount, Use use, String tone) {
    HtmlComponent part = new HtmlComponent("i");
    double whole = Math.max(use.limit(), use.used() + use.more());
    double share = whole <= 0 ? 0 : 100 * amount / whole;
    part.getElement().getStyle().set("width", "%.1f%%".formatted(share));
    if (!tone.isEmpty()) {
      part.addClassName(tone);
    }
    return part;
  }
}
