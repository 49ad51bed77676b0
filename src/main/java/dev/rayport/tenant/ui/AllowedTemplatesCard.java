package dev.rayport.tenant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Toast;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantDetails;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which templates a tenant may use; administrators change it. */
class AllowedTemplatesCard extends Div {

  private static final String ALL = "All, also those to come";
  private static final String SOME = "Only these";
  private final transient TenantService tenants;
  private final transient TenantId tenant;
  private final Card card = new Card("Templates");

  AllowedTemplatesCard(TenantService tenants, TenantId tenant) {
    this.tenants = tenants;
    this.tenant = tenant;
    if (CurrentUser.require().role() == Role.ADMINISTRATOR) {
      card.actions(Actions.button("pencil", "Change…", "", this::change));
    }
    add(card);
    show();
  }

  private void show() {
    Optional<List<String>> allowed = tenants.get(tenant).templates();
    Paragraph text =
        new Paragraph(
            allowed
                .map(some -> some.isEmpty() ? "None may be used." : String.join(", ", some))
                .orElse("All may be used."));
    text.addClassName("sec");
    card.beside(TenantListView.templates(tenants.get(tenant)));
    card.padded(text);
  }

  private void change() {
    TenantDetails now = tenants.get(tenant);
    Set<String> offered = new TreeSet<>(tenants.templatesToAllot(tenant));
    now.templates().ifPresent(offered::addAll);
    RadioButtonGroup<String> which = new RadioButtonGroup<>("The tenant may use", ALL, SOME);
    CheckboxGroup<String> names = new CheckboxGroup<>("Templates", offered);
    names.setValue(now.templates().map(Set::copyOf).orElse(Set.copyOf(offered)));
    which.addValueChangeListener(pick -> names.setVisible(SOME.equals(pick.getValue())));
    names.setVisible(now.templates().isPresent());
    which.setValue(now.templates().isPresent() ? SOME : ALL);
    Paragraph note = new Paragraph("What was made from others already goes on.");
    note.addClassNames("sec", "s");
    Div form = new Div(which, names, note);
    form.addClassNames("col", "g3");
    Dialog dialog = new Dialog(form);
    dialog.setHeaderTitle("Templates of " + tenant);
    dialog.setWidth("440px");
    Button cancel = new Button("Cancel", click -> dialog.close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button save =
        new Button(
            "Save",
            click -> {
              if (save(SOME.equals(which.getValue()), names.getValue())) {
                dialog.close();
              }
            });
    save.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.getFooter().add(cancel, save);
    dialog.open();
  }

  private boolean save(boolean some, Set<String> names) {
    try {
      tenants.allowTemplates(tenant, some ? Optional.of(names) : Optional.empty());
      Toast.info("Saved");
      show();
      return true;
    } catch (Refusal refusal) {
      Toast.error(refusal.detail());
      return false;
    }
  }
}
