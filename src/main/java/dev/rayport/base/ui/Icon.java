package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import java.util.regex.Pattern;

/** A Lucide icon from the sprite; names as in {@code frontend/icons.txt}. */
@Tag("rp-icon")
public final class Icon extends Component implements HasStyle {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+|\\$\\{[a-zA-Z.]+}");

  private Icon(String name, String size) {
    getElement().setAttribute("name", checked(name)).setAttribute("aria-hidden", "true");
    addClassName(size);
  }

  /** 16 pixels. */
  public static Icon of(String name) {
    return new Icon(name, "i");
  }

  /** 14 pixels, beside 12-pixel text. */
  public static Icon small(String name) {
    return new Icon(name, "i14");
  }

  /**
   * HTML for a LitRenderer's template; the name may be an expression such as {@code ${item.icon}}.
   */
  public static String svg(String name) {
    return svg(name, "i");
  }

  static String svg(String name, String size) {
    return "<svg class=\"%s\" aria-hidden=\"true\"><use href=\"assets/icons.svg#%s\"></use></svg>"
        .formatted(size, checked(name));
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not the name of an icon: " + name);
    }
    return name;
  }
}
