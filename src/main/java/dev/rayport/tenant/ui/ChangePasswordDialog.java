package dev.rayport.tenant.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.tenant.AccountService;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks for the old and the new password. */
class ChangePasswordDialog extends Dialog {

  private final transient AccountService accounts;
  private final PasswordField oldPassword = field("Present password", "current-password");
  private final PasswordField newPassword = field("New password", "new-password");
  private final PasswordField again = field("New password again", "new-password");
  private final Map<String, HasValidation> fields = new LinkedHashMap<>();

  ChangePasswordDialog(AccountService accounts) {
    this.accounts = accounts;
    fields.put("oldPassword", oldPassword);
    fields.put("newPassword", newPassword);
    fields.put("again", again);
    setHeaderTitle("Change password");
    setWidth("400px");
    oldPassword.setAutofocus(true);
    Div form = new Div(oldPassword, newPassword, again);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button change = new Button("Change password", click -> change());
    change.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(change.getElement(), "ctrl+enter");
    getFooter().add(cancel, change);
  }

  private void change() {
    try {
      if (!newPassword.getValue().equals(again.getValue())) {
        throw Refusal.invalid("again", "This is not the same as the new password above.");
      }
      accounts.changePassword(oldPassword.getValue(), newPassword.getValue());
      close();
      Toast.info("Password changed; your other sessions have ended");
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields);
    }
  }

  private static PasswordField field(String label, String autocomplete) {
    PasswordField field = new PasswordField(label);
    field.getElement().setAttribute("autocomplete", autocomplete);
    field.setWidthFull();
    return field;
  }
}
