package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Span;

/** A state as icon, word and colour, always all three. */
public final class StateBadge extends Span {

  private StateBadge(String icon, String word, Tone tone) {
    addClassNames("st", tone.css());
    add(Icon.small(icon), new Span(word));
  }

  public static StateBadge of(String icon, String word, Tone tone) {
    return new StateBadge(icon, word, tone);
  }

  /** In a frame, for the head of a page or pane. */
  public static StateBadge pill(String icon, String word, Tone tone) {
    StateBadge badge = new StateBadge(icon, word, tone);
    badge.addClassName("pill");
    return badge;
  }

  /** HTML of a fixed state. */
  public static String html(String icon, String word, Tone tone) {
    return "<span class=\"st %s\">%s<span>%s</span></span>"
        .formatted(tone.css(), Icon.svg(icon, "i14"), escaped(word));
  }

  /**
   * For a LitRenderer: a template that shows the item's properties of these names. {@code toneName}
   * holds {@link Tone#css()}.
   */
  public static String template(String iconName, String wordName, String toneName) {
    return "<span class=\"st ${item.%s}\">%s<span>${item.%s}</span></span>"
        .formatted(toneName, Icon.svg("${item." + iconName + "}", "i14"), wordName);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
