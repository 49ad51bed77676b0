package dev.rayport.tenant.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** An administrator gives somebody a name and a first password, or a new password. */
class PasswordDialog extends Dialog {

  private final TextField name = new TextField("User name");
  private final PasswordField password = new PasswordField("Password");
  private final Map<String, HasValidation> fields = new LinkedHashMap<>();

  /**
   * @param whose empty: a name is asked for as well
   * @param save name and password; may refuse
   */
  PasswordDialog(
      String title, String verb, Optional<String> whose, BiConsumer<String, String> save) {
    setHeaderTitle(title);
    setWidth("400px");
    name.setHelperText("Lower-case letters, digits and . - _ @. It cannot be changed later.");
    name.setAutofocus(whose.isEmpty());
    name.setVisible(whose.isEmpty());
    name.setManualValidation(true);
    name.setWidthFull();
    whose.ifPresent(name::setValue);
    password.setHelperText(
        "At least 12 characters. Tell it them in person; they change it in the account menu.");
    password.getElement().setAttribute("autocomplete", "new-password");
    password.setAutofocus(whose.isPresent());
    password.setManualValidation(true);
    password.setWidthFull();
    fields.put("name", name);
    fields.put("password", password);
    Div form = new Div(name, password);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button button = new Button(verb, click -> save(save));
    button.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(button.getElement(), "ctrl+enter");
    getFooter().add(cancel, button);
  }

  private void save(BiConsumer<String, String> save) {
    try {
      save.accept(name.getValue().strip(), password.getValue());
      close();
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields);
    }
  }
}
