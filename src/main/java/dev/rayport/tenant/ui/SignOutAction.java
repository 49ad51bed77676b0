package dev.rayport.tenant.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.rayport.base.ui.AccountAction;
import dev.rayport.base.ui.Draft;
import org.springframework.stereotype.Component;

/** “Sign out” in the account menu. */
@Component
class SignOutAction implements AccountAction {

  private final AuthenticationContext authentication;

  SignOutAction(AuthenticationContext authentication) {
    this.authentication = authentication;
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public String label() {
    return "Sign out";
  }

  @Override
  public String icon() {
    return "log-out";
  }

  @Override
  public void run() {
    Draft.forgetAll(UI.getCurrent());
    authentication.logout();
  }
}
