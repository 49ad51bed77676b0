package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.History;
import dev.rayport.base.ui.PageHead;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import jakarta.annotation.security.RolesAllowed;

/** A lead's own tenant. */
@Route("members")
@PageTitle("Members")
@Menu(title = "Members", order = 105, icon = "users")
@RolesAllowed("LEAD")
class MembersView extends Div {

  MembersView(TenantService tenants, QuotaService quotas, History.Source history) {
    addClassName("page");
    TenantId tenant = CurrentUser.require().tenant();
    add(new PageHead("Members of " + tenant), new TenantPage(tenants, quotas, history, tenant));
  }
}
