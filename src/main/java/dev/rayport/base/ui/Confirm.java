package dev.rayport.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Optional;

/** Asks before something is destroyed: what is lost, stopped and kept. */
public final class Confirm {

  /**
   * The question.
   *
   * @param title asks with the object's name, such as “Delete cluster train-1?”
   * @param lost what is gone for good; empty: nothing
   * @param stopped what running work ends; empty: none
   * @param kept what stays
   * @param verbLabel repeats verb and amount, such as “Delete cluster and stop 2 jobs”
   * @param keepLabel says what stays, such as “Keep cluster”
   * @param typedName what to type when running work is destroyed, such as the object's name
   */
  public record Question(
      String title,
      String lost,
      String stopped,
      String kept,
      String verbLabel,
      String keepLabel,
      Optional<String> typedName) {}

  private Confirm() {}

  /** Runs {@code action} when the user agrees; the safe button has the focus. */
  public static Dialog destructive(
      String title,
      String lost,
      String stopped,
      String kept,
      String verbLabel,
      String keepLabel,
      Runnable action) {
    return destructive(
        new Question(title, lost, stopped, kept, verbLabel, keepLabel, Optional.empty()), action);
  }

  public static Dialog destructive(Question question, Runnable action) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(question.title());
    dialog.setRole("alertdialog");
    dialog.setWidth("480px");
    Button keep = new Button(question.keepLabel(), click -> dialog.close());
    keep.addThemeVariants(ButtonVariant.TERTIARY);
    Button destroy =
        new Button(
            question.verbLabel(),
            click -> {
              dialog.close();
              action.run();
            });
    destroy.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    dialog.add(consequences(question));
    question.typedName().ifPresent(name -> dialog.add(typed(name, destroy)));
    dialog.getFooter().add(keep, destroy);
    dialog.open();
    if (question.typedName().isEmpty()) {
      keep.focus();
    }
    return dialog;
  }

  /** Asks before something is done to many at once; nothing is lost by it. */
  public static Dialog many(String title, String sentence, String verbLabel, Runnable action) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(title);
    dialog.setWidth("480px");
    Button cancel = new Button("Cancel", click -> dialog.close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button agree =
        new Button(
            verbLabel,
            click -> {
              dialog.close();
              action.run();
            });
    agree.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.add(new Paragraph(sentence));
    dialog.getFooter().add(cancel, agree);
    dialog.open();
    cancel.focus();
    return dialog;
  }

  private static Component consequences(Question question) {
    UnorderedList list = new UnorderedList();
    list.addClassName("loss");
    line(list, "circle-x", "err", "Lost:", question.lost());
    line(list, "circle-x", "err", "Stopped:", question.stopped());
    line(list, "circle-check", "ok", "Kept:", question.kept());
    return list;
  }

  private static void line(UnorderedList list, String icon, String tone, String word, String text) {
    if (text.isEmpty()) {
      return;
    }
    Icon sign = Icon.small(icon);
    sign.addClassName(tone);
    Span strong = new Span(word);
    strong.addClassName("b");
    list.add(new ListItem(sign, new Span(strong, new Span(" " + text))));
  }

  private static TextField typed(String name, Button destroy) {
    destroy.setEnabled(false);
    TextField field = new TextField("Type “%s” to confirm".formatted(name));
    field.addClassName("monoin");
    field.setWidthFull();
    field.setAutofocus(true);
    field.setValueChangeMode(ValueChangeMode.EAGER);
    field.addValueChangeListener(
        change -> destroy.setEnabled(change.getValue().strip().equals(name)));
    field.addKeyPressListener(
        Key.ENTER,
        press -> {
          if (destroy.isEnabled()) {
            destroy.click();
          }
        });
    return field;
  }
}
