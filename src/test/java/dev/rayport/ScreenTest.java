package dev.rayport;

import com.vaadin.browserless.SpringBrowserlessTest;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Screens as somebody sees them who is alone in a tenant. */
@PortalTest
public abstract class ScreenTest extends SpringBrowserlessTest {

  private static int run;

  private final String user;
  private final Role role;
  private String tenant = "";

  protected ScreenTest(String user, Role role) {
    this.user = user;
    this.role = role;
  }

  @Override
  @BeforeEach
  protected void initVaadinEnvironment() {
    tenant = "screens-" + ++run;
    Acting.as(tenant, user, role);
    super.initVaadinEnvironment();
    Acting.as(tenant, user, role);
  }

  @AfterEach
  @Override
  protected void cleanVaadinEnvironment() {
    leaveNothing();
    super.cleanVaadinEnvironment();
    Acting.nobody();
  }

  /** Ends what the test began. */
  protected void leaveNothing() {}

  /** Whose screens these are. */
  protected String tenant() {
    return tenant;
  }

  /** All that the page says. */
  protected String text() {
    return getCurrentView().getElement().getTextRecursively();
  }
}
