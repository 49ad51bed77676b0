package dev.rayport.tenant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.SecretSummary.Scope;
import dev.rayport.tenant.Secrets;
import java.util.Map;

/** Asks for a secret's value, new or in place of the old one. */
class SecretDialog extends Dialog {

  private final transient Secrets secrets;
  private final transient Runnable done;
  private final TextField name = new TextField("Name");
  private final PasswordField value = new PasswordField("Value");
  private final Checkbox tenants = new Checkbox("For the whole tenant");

  SecretDialog(Secrets secrets, String known, Scope scope, Runnable done) {
    this.secrets = secrets;
    this.done = done;
    boolean replaces = !known.isEmpty();
    setHeaderTitle(replaces ? "Replace “%s”".formatted(known) : "Write a secret");
    setWidth("440px");
    name.setManualValidation(true);
    name.setWidthFull();
    name.setValue(known);
    name.setReadOnly(replaces);
    name.setAutofocus(!replaces);
    name.setHelperText("A job gets it by a variable with the value @secret/name.");
    value.setManualValidation(true);
    value.setWidthFull();
    value.setAutofocus(replaces);
    value.getElement().setAttribute("autocomplete", "off");
    value.setHelperText("It is not shown again.");
    tenants.setValue(scope == Scope.TENANT);
    tenants.setVisible(!replaces && CurrentUser.require().role().atLeast(Role.LEAD));
    Div form = new Div(name, value, tenants);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button write = new Button("Write secret", click -> write());
    write.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(write.getElement(), "ctrl+enter");
    getFooter().add(cancel, write);
  }

  private void write() {
    try {
      String called = name.getValue().strip();
      secrets.put(called, tenants.getValue() ? Scope.TENANT : Scope.USER, value.getValue());
      close();
      Toast.info("Jobs get “%s” as @secret/%s".formatted(called, called));
      done.run();
    } catch (Refusal refusal) {
      Refusals.show(refusal, Map.of("name", name, "value", value));
    }
  }
}
