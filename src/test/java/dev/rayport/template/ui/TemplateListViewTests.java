package dev.rayport.template.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import dev.rayport.PortalTest;
import dev.rayport.ScreenTest;
import dev.rayport.tenant.Role;
import org.junit.jupiter.api.Test;

@PortalTest
class TemplateListViewTests extends ScreenTest {

  TemplateListViewTests() {
    super("lea", Role.LEAD);
  }

  @Test
  void aVersionShowsItsParametersWithTheirRulesAndItsSource() {
    navigate("templates/ray-data-cpu/1", TemplateListView.class);

    assertThat(getCurrentView().getElement().getTextRecursively())
        .contains("Workers", "Range 0 to 10", "stage: PREPROCESSING", "New cluster from it");
  }

  @Test
  void whatIsWrongWithAnImportIsSaidWithItsPlace() {
    navigate("templates", TemplateListView.class);
    test(find(Button.class).withText("Import YAML…").single()).click();

    find(TextArea.class).single().setValue("name: x\nstage: PARTY\n");
    test(find(Button.class).withText("Import template").single()).click();

    assertThat(find(Dialog.class).single().getElement().getTextRecursively()).contains("stage");
    assertThat(find(TextArea.class).single().isInvalid()).isTrue();
  }
}
