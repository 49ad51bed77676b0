package dev.rayport.tenant.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.ScreenTest;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.Secrets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SecretsViewTests extends ScreenTest {

  @Autowired private Secrets secrets;

  SecretsViewTests() {
    super("secretive", Role.RESEARCHER);
  }

  @Test
  void aSecretIsWrittenAndDeletedAndItsValueNeverShown() {
    navigate(SecretsView.class);
    test(find(Button.class).withText("Write secret…").single()).click();
    find(TextField.class).withCaption("Name").single().setValue("not a name");
    find(PasswordField.class).withCaption("Value").single().setValue("hidden-value");
    test(find(Button.class).withText("Write secret").single()).click();
    assertThat(find(TextField.class).withCaption("Name").single().isInvalid()).isTrue();

    find(TextField.class).withCaption("Name").single().setValue("hub");
    test(find(Button.class).withText("Write secret").single()).click();
    assertThat(secrets.list()).hasSize(1);
    assertThat(text()).contains("@secret/hub").doesNotContain("hidden-value");

    test(find(Button.class).withText("Delete…").single()).click();
    test(find(Button.class).withText("Delete secret").single()).click();
    assertThat(secrets.list()).isEmpty();
  }
}
