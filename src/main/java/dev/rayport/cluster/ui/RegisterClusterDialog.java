package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Refusals;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import dev.rayport.template.Stage;
import dev.rayport.template.ui.StageTag;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes up a Ray cluster that runs already; its lifecycle stays outside. */
class RegisterClusterDialog extends Dialog {

  private final transient ClusterService clusters;
  private final TextField name = new TextField("Name");
  private final TextField address = new TextField("Address of Ray's dashboard");
  private final PasswordField token = new PasswordField("Token");
  private final Select<Stage> stage = new Select<>();

  RegisterClusterDialog(ClusterService clusters) {
    this.clusters = clusters;
    setHeaderTitle("Register a running cluster");
    setWidth("480px");
    name.setAutofocus(true);
    address.setPlaceholder("http://localhost:8265");
    address.setHelperText("Scheme, host and port. The host must be on the list of allowed hosts.");
    token.setHelperText("Ray's cluster token; empty when it asks for none. It is stored sealed.");
    stage.setLabel("Stage");
    stage.setItems(Stage.values());
    stage.setItemLabelGenerator(StageTag::title);
    stage.setValue(Stage.TRAINING);
    fields().values().forEach(field -> field.setManualValidation(true));
    Paragraph what =
        new Paragraph(
            "Jobs and logs work on it as on any other. Rayport never starts or stops it.");
    what.addClassName("sec");
    Div form = new Div(what, name, address, token, stage);
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button register = new Button("Register cluster", click -> register());
    register.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, register);
  }

  private Map<String, HasValidation> fields() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("address", address);
    fields.put("token", token);
    fields.put("stage", stage);
    return fields;
  }

  private void register() {
    try {
      ClusterDetails registered =
          clusters.register(
              name.getValue().strip(),
              stage.getValue(),
              address.getValue().strip(),
              token.getValue().strip());
      close();
      UI.getCurrent().navigate("clusters/" + registered.id());
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields());
    }
  }
}
