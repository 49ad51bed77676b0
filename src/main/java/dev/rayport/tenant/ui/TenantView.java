package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.base.ui.History;
import dev.rayport.base.ui.PageHead;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import jakarta.annotation.security.RolesAllowed;

/** One tenant, for administrators. */
@Route("tenants/:tenant")
@RolesAllowed("ADMINISTRATOR")
class TenantView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient TenantService tenants;
  private final transient QuotaService quotas;
  private final transient History.Source history;
  private String title = "Tenant";

  TenantView(TenantService tenants, QuotaService quotas, History.Source history) {
    this.tenants = tenants;
    this.quotas = quotas;
    this.history = history;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    removeAll();
    title = event.getRouteParameters().get("tenant").orElse("");
    try {
      if (!ResourceName.problemWith(title).isEmpty()) {
        throw Refusal.notFound("tenant", title);
      }
      TenantId id = tenants.get(new TenantId(title)).id();
      add(new PageHead(title), new TenantPage(tenants, quotas, history, id));
    } catch (Refusal refusal) {
      event.rerouteToError(NotFoundException.class, refusal.detail());
    }
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
