package dev.rayport.tenant.ui;

import com.vaadin.flow.component.UI;
import dev.rayport.base.ui.TenantChoice;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets a user with several tenants go from one to another. */
@Component
class SignedInTenants implements TenantChoice {

  private final TenantService tenants;

  SignedInTenants(TenantService tenants) {
    this.tenants = tenants;
  }

  @Override
  public List<String> names() {
    return tenants.mine().stream().map(each -> each.tenant().value()).toList();
  }

  /** All open pages of the session are of one tenant: others would show what is not there. */
  @Override
  public void take(String name) {
    tenants.switchTo(new TenantId(name));
    List.copyOf(UI.getCurrent().getSession().getUIs())
        .forEach(page -> page.access(() -> page.getPage().setLocation("./")));
  }
}
