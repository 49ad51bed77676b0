package dev.rayport.template.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Toast;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import java.util.function.Consumer;

/** Takes a template as YAML; what is wrong is said with its line. */
class ImportTemplateDialog extends Dialog {

  private final transient TemplateService templates;
  private final transient Consumer<TemplateVersion> onAdded;
  private final TextArea yaml = new TextArea("YAML");
  private final Div mistakes = new Div();

  ImportTemplateDialog(TemplateService templates, Consumer<TemplateVersion> onAdded) {
    this.templates = templates;
    this.onAdded = onAdded;
    setHeaderTitle("Import a template");
    setWidth("720px");
    Paragraph what =
        new Paragraph(
            "A new name makes a template of this tenant, a known one makes its next version."
                + " Versions never change.");
    what.addClassName("sec");
    yaml.addClassName("monoin");
    yaml.setWidthFull();
    yaml.setAutofocus(true);
    yaml.setMinRows(14);
    yaml.setMaxRows(22);
    yaml.setManualValidation(true);
    yaml.setPlaceholder(
        "name: my-template\nstage: TRAINING\nray: 2.58.0\nhead: {cpus: 1, memory: 2Gi}");
    mistakes.getElement().setAttribute("role", "alert");
    Div form = new Div(what, yaml, mistakes);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button add = new Button("Import template", click -> add());
    add.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, add);
  }

  private void add() {
    mistakes.removeAll();
    yaml.setInvalid(false);
    try {
      TemplateVersion added = templates.add(yaml.getValue());
      close();
      Toast.info("Added " + added.reference());
      onAdded.accept(added);
    } catch (Refusal refusal) {
      yaml.setInvalid(true);
      show(refusal);
      yaml.focus();
    }
  }

  private void show(Refusal refusal) {
    UnorderedList list = new UnorderedList();
    list.addClassName("err");
    for (FieldError error : refusal.errors()) {
      boolean placed = error.message().startsWith("Line ");
      list.add(new ListItem(placed ? error.message() : error.field() + ": " + error.message()));
    }
    if (refusal.errors().isEmpty()) {
      list.add(new ListItem(refusal.detail()));
    }
    mistakes.add(list);
  }
}
