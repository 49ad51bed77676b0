package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;

/** Everything about one tenant. */
class TenantPage extends Div {

  TenantPage(TenantService tenants, QuotaService quotas, TenantId tenant) {
    addClassNames("homegrid", "scroll");
    Div main = new Div(new MembersCard(tenants, tenant));
    main.addClassName("col");
    Div side = new Div(new QuotaCard(quotas, tenant), new AllowedTemplatesCard(tenants, tenant));
    side.addClassName("col");
    add(main, side);
  }
}
