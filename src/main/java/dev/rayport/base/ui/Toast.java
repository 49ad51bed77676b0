package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;

/** One line that confirms what was requested; the row shows the result. */
public final class Toast {

  private static final int SHORT_MS = 4_000;
  private static final int UNDO_MS = 8_000;

  private Toast() {}

  public static void info(String text) {
    show(line("circle-check", "ok", text), SHORT_MS);
  }

  /** Stays until it is closed. */
  public static void error(String text) {
    Span line = line("circle-x", "err", text);
    line.getElement().setAttribute("role", "alert");
    Notification toast = show(line, 0);
    line.add(button("Close", toast::close));
  }

  /**
   * Leads to what was made.
   *
   * @param target in-app route
   */
  public static void link(String text, String label, String target) {
    Span line = line("circle-check", "ok", text);
    Anchor link = new Anchor(target, label);
    link.getElement().setAttribute("router-link", true);
    line.add(link);
    show(line, UNDO_MS);
  }

  /** Offers to take the request back for eight seconds. */
  public static void undo(String text, Runnable undo) {
    Span line = line("circle-check", "ok", text);
    Notification toast = show(line, UNDO_MS);
    line.add(
        button(
            "Undo",
            () -> {
              toast.close();
              undo.run();
            }));
  }

  private static Span line(String icon, String tone, String text) {
    Icon sign = Icon.of(icon);
    sign.addClassName(tone);
    Span line = new Span(sign, new Span(text));
    line.addClassName("toast");
    return line;
  }

  private static NativeButton button(String label, Runnable action) {
    return new NativeButton(label, click -> action.run());
  }

  private static Notification show(Span line, int milliseconds) {
    Notification toast = new Notification(line);
    toast.setPosition(Position.BOTTOM_START);
    toast.setDuration(milliseconds);
    toast.open();
    return toast;
  }
}
