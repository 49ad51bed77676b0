package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.History;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;

/** Everything about one tenant. */
class TenantPage extends Div {

  TenantPage(TenantService tenants, QuotaService quotas, History.Source recorded, TenantId tenant) {
    addClassNames("homegrid", "scroll");
    History history = new History(recorded);
    history.show(tenant.value());
    Div main = new Div(new MembersCard(tenants, tenant), new Card("History").content(history));
    main.addClassName("col");
    Div side = new Div(new QuotaCard(quotas, tenant), new AllowedTemplatesCard(tenants, tenant));
    side.addClassName("col");
    add(main, side);
  }
}
