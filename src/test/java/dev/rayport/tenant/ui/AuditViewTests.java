package dev.rayport.tenant.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.ScreenTest;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.Role;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AuditViewTests extends ScreenTest {

  @Autowired private AuditLog log;
  private String object = "";

  AuditViewTests() {
    super("auditor", Role.ADMINISTRATOR);
  }

  @BeforeEach
  void something() {
    object = "thing-" + UUID.randomUUID();
    log.record("thing.change", object, "from a to b");
  }

  @Test
  void filtersByWhatWasActedOn() {
    UI.getCurrent().navigate("audit", QueryParameters.of("q", object));

    AuditGrid grid = find(AuditGrid.class).single();
    assertThat(test(grid).size()).isEqualTo(1);
    assertThat(test(grid).getRow(0).detail()).isEqualTo("from a to b");
    assertThat(test(grid).getRow(0).actor()).isEqualTo("auditor");

    UI.getCurrent().navigate("audit", QueryParameters.of("q", object + " outcome:denied"));
    assertThat(test(find(AuditGrid.class).single()).size()).isZero();
  }

  @Test
  void administratorsVerifyIt() {
    UI.getCurrent().navigate("audit");

    test(find(Button.class).withText("Verify").single()).click();

    assertThat(text()).contains("The audit log is whole.");
  }
}
