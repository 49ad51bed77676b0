package dev.rayport.tenant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Toast;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;

/** Asks who is to belong to a tenant, and as what. */
class MemberDialog extends Dialog {

  private final transient TenantService tenants;
  private final transient TenantId tenant;
  private final transient Runnable done;
  private final TextField user = new TextField("User name");
  private final RoleSelect role = new RoleSelect();

  MemberDialog(TenantService tenants, TenantId tenant, Runnable done) {
    this.tenants = tenants;
    this.tenant = tenant;
    this.done = done;
    setHeaderTitle("Add member to " + tenant);
    setWidth("440px");
    user.setAutofocus(true);
    user.setManualValidation(true);
    user.setWidthFull();
    user.setHelperText("The name with which they sign in.");
    role.setLabel("Role");
    role.setWidthFull();
    role.setValue(Role.RESEARCHER);
    role.setHelperText(RoleSelect.means(Role.RESEARCHER));
    role.addValueChangeListener(change -> role.setHelperText(RoleSelect.means(change.getValue())));
    Div form = new Div(user, role);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button add = new Button("Add member", click -> add());
    add.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(add.getElement(), "ctrl+enter");
    getFooter().add(cancel, add);
  }

  private void add() {
    String name = user.getValue().strip();
    try {
      tenants.setMember(tenant, name, role.getValue());
      close();
      Toast.info("%s belongs to %s".formatted(name, tenant));
      done.run();
    } catch (Refusal refusal) {
      user.setErrorMessage(
          refusal.kind() == Refusal.Kind.NOT_FOUND
              ? "Nobody has this name. An administrator can make the account."
              : refusal.detail());
      user.setInvalid(true);
      user.focus();
    }
  }
}
