package dev.rayport.tenant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes a token and shows it once. */
class NewTokenDialog extends Dialog {

  private final transient ApiTokens tokens;
  private final transient Runnable done;
  private final TextField name = new TextField("Name");
  private final IntegerField days = new IntegerField("Ends after, days");
  private final Checkbox look = new Checkbox("It may only look");
  private final Div form = new Div(name, days, look);

  NewTokenDialog(ApiTokens tokens, Runnable done) {
    this.tokens = tokens;
    this.done = done;
    setHeaderTitle("New token");
    setWidth("440px");
    name.setAutofocus(true);
    name.setManualValidation(true);
    name.setWidthFull();
    name.setHelperText("What you will know it by, such as laptop or ci.");
    days.setManualValidation(true);
    days.setValue(30);
    days.setWidthFull();
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button make = new Button("Make token", click -> make());
    make.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(make.getElement(), "ctrl+enter");
    getFooter().add(cancel, make);
  }

  private void make() {
    try {
      Optional<Duration> lifetime = Optional.ofNullable(days.getValue()).map(Duration::ofDays);
      Scope scope = look.getValue() ? Scope.READ : Scope.WRITE;
      show(
          tokens
              .issue(new NewToken(name.getValue().strip(), scope, lifetime, Optional.empty()))
              .value());
    } catch (Refusal refusal) {
      Refusals.show(refusal, Map.of("name", name, "expires", days));
    }
  }

  private void show(String value) {
    Pre token = new Pre(value);
    token.addClassName("code");
    token.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "Token");
    Span note = new Span("Copy it now; it is not shown again.");
    note.addClassName("sec");
    form.removeAll();
    form.add(token, note);
    getFooter().removeAll();
    Button close = new Button("Done", click -> close());
    close.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(close);
    done.run();
  }
}
