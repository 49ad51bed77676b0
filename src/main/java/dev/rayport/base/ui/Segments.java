package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A choice of few, as a row of pressed and unpressed buttons. */
public final class Segments<T> extends Div {

  private final transient Map<T, NativeButton> buttons = new LinkedHashMap<>();
  private final transient Map<T, String> labels = new LinkedHashMap<>();
  private transient T value;
  private transient Consumer<T> listener = chosen -> {};

  /** One of the choices. */
  public record Option<T>(T value, String label) {}

  /**
   * @param name of the group, for screen readers
   * @param options at least one; the first is chosen
   */
  public Segments(String name, List<Option<T>> options) {
    addClassName("seg");
    getElement().setAttribute("role", "group").setAttribute("aria-label", name);
    for (Option<T> option : options) {
      NativeButton button = new NativeButton(option.label(), click -> choose(option.value()));
      button.getElement().setAttribute("type", "button");
      buttons.put(option.value(), button);
      labels.put(option.value(), option.label());
      add(button);
    }
    value = options.getFirst().value();
    show();
  }

  /** The same group drawn as saved views, without a frame. */
  public Segments<T> asViews() {
    removeClassName("seg");
    addClassName("views");
    buttons.values().forEach(button -> button.addClassName("vw"));
    return this;
  }

  /** 24 pixels high instead of 28. */
  public Segments<T> small() {
    addClassName("sm");
    return this;
  }

  /** Shows a number beside an option's label. */
  public void setCount(T option, long number) {
    NativeButton button = buttons.get(option);
    if (button != null) {
      Span count = new Span(Words.upTo(number));
      count.addClassName("cnt");
      String label = labels.get(option);
      button.removeAll();
      button.add(new Span(label), count);
    }
  }

  /** Shows or hides an option; a hidden one that was chosen gives way to the first shown one. */
  public void offer(T option, boolean offered) {
    NativeButton button = buttons.get(option);
    if (button == null) {
      return;
    }
    button.setVisible(offered);
    NativeButton chosen = buttons.get(value);
    if (chosen != null && !chosen.isVisible()) {
      buttons.entrySet().stream()
          .filter(entry -> entry.getValue().isVisible())
          .findFirst()
          .ifPresent(entry -> setValue(entry.getKey()));
    }
  }

  public T value() {
    return value;
  }

  /** Tells no listener; a value that is no option leaves all buttons unpressed. */
  public void setValue(T chosen) {
    value = chosen;
    show();
  }

  /** Called when the user chooses another option. */
  public Segments<T> onChange(Consumer<T> called) {
    listener = called;
    return this;
  }

  private void choose(T chosen) {
    if (!chosen.equals(value)) {
      setValue(chosen);
      listener.accept(chosen);
    }
  }

  private void show() {
    buttons.forEach((option, button) ->
        button.getElement().setAttribute("aria-pressed", String.valueOf(option.equals(value))));
  }
}
