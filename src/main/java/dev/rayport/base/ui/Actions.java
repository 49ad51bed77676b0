package dev.rayport.base.ui;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.Locale;

/** Buttons with icon and key, and links that look like buttons. */
public final class Actions {

  private Actions() {}

  /**
   * @param icon name in the icon sprite
   * @param key letter that presses it anywhere on the page, or empty
   */
  public static Button button(String icon, String label, String key, Runnable action) {
    Button button = new Button(label, click -> action.run());
    button.setPrefixComponent(Icon.of(icon));
    if (!key.isEmpty()) {
      button.setSuffixComponent(keyCap(key));
      bind(button.getElement(), key);
    }
    return button;
  }

  /** The page's main action. */
  public static Button primary(String icon, String label, String key, Runnable action) {
    Button button = button(icon, label, key, action);
    button.addThemeVariants(ButtonVariant.PRIMARY);
    return button;
  }

  /** Only an icon; the label is its name for screen readers and its tooltip. */
  public static Button icon(String icon, String label, String key, Runnable action) {
    Button button = new Button(Icon.of(icon), click -> action.run());
    button.addThemeVariants(ButtonVariant.TERTIARY);
    button.addThemeName("icon");
    button.setAriaLabel(label);
    button.setTooltipText(key.isEmpty() ? label : "%s  %s".formatted(label, shown(key)));
    if (!key.isEmpty()) {
      bind(button.getElement(), key);
    }
    return button;
  }

  /** A link to an in-app route that looks like a button. */
  public static Anchor link(String icon, String label, String key, String target) {
    Anchor link = new Anchor(target, Icon.of(icon), new Span(label));
    link.addClassName("btn");
    link.getElement().setAttribute("router-link", true);
    if (!key.isEmpty()) {
      link.add(keyCap(key));
      bind(link.getElement(), key);
    }
    return link;
  }

  /** Makes a letter, or {@code ctrl+enter}, click the element while it is visible. */
  public static void bind(Element element, String key) {
    element.setAttribute("data-key", key.toLowerCase(Locale.ROOT));
  }

  /** The drawing of a key; screen readers hear the shortcut from the sheet instead. */
  public static HtmlComponent keyCap(String key) {
    HtmlComponent cap = new HtmlComponent("kbd");
    cap.getElement().setText(shown(key)).setAttribute("aria-hidden", "true");
    return cap;
  }

  private static String shown(String key) {
    if (key.equals("ctrl+enter")) {
      return "Ctrl ↵";
    }
    return key.length() == 1 ? key.toUpperCase(Locale.ROOT) : key;
  }
}
