package dev.rayport.tenant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.tenant.TenantDetails;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.Map;
import java.util.function.Consumer;

/** Asks for the name of a new tenant. */
class NewTenantDialog extends Dialog {

  private final transient TenantService tenants;
  private final transient Consumer<TenantDetails> made;
  private final TextField name = new TextField("Name");

  NewTenantDialog(TenantService tenants, Consumer<TenantDetails> made) {
    this.tenants = tenants;
    this.made = made;
    setHeaderTitle("New tenant");
    setWidth("440px");
    name.setAutofocus(true);
    name.setManualValidation(true);
    name.setWidthFull();
    name.setHelperText("Lower-case letters, digits and dashes. It cannot change later.");
    Div form = new Div(name);
    form.addClassNames("col", "g3");
    tenants
        .lacksMore()
        .ifPresent(why -> {
          Paragraph note = new Paragraph(why);
          note.addClassName("sec");
          form.addComponentAsFirst(note);
        });
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button create = new Button("Create tenant", click -> create());
    create.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(create.getElement(), "ctrl+enter");
    getFooter().add(cancel, create);
  }

  private void create() {
    try {
      String text = name.getValue().strip();
      String problem = ResourceName.problemWith(text);
      if (!problem.isEmpty()) {
        throw Refusal.invalid("name", problem);
      }
      TenantDetails tenant = tenants.create(new TenantId(text));
      close();
      made.accept(tenant);
    } catch (Refusal refusal) {
      name.setErrorMessage(refusal.detail());
      Refusals.show(refusal, Map.of("name", name));
      name.setInvalid(true);
    }
  }
}
