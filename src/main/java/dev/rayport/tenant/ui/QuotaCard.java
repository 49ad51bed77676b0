package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Card;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantId;

/** Quotas of a tenant and what it uses of them; administrators change them. */
class QuotaCard extends Div {

  private final transient QuotaService quotas;
  private final transient TenantId tenant;
  private final Card card = new Card("Quotas");

  QuotaCard(QuotaService quotas, TenantId tenant) {
    this.quotas = quotas;
    this.tenant = tenant;
    if (CurrentUser.require().role() == Role.ADMINISTRATOR) {
      card.actions(Actions.button("pencil", "Change…", "", this::change));
    }
    add(card);
    show();
  }

  private void show() {
    card.padded(new QuotaRows(quotas.of(tenant)));
  }

  private void change() {
    new QuotaDialog(quotas, tenant, this::show).open();
  }
}
