package dev.rayport.tenant.ui;

import com.vaadin.flow.component.Component;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.HomeCard;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.QuotaState;
import java.util.Set;

/** “Quota of …” on Home: what all of the tenant use. */
@org.springframework.stereotype.Component
class QuotaHomeCard implements HomeCard {

  private static final Set<String> NEWS = Set.of("cluster", "job", "tenant");
  private final QuotaService quotas;
  private final Broadcaster broadcaster;

  QuotaHomeCard(QuotaService quotas, Broadcaster broadcaster) {
    this.quotas = quotas;
    this.broadcaster = broadcaster;
  }

  @Override
  public int order() {
    return 110;
  }

  @Override
  public Component create() {
    Card card = new Card("Quota of " + CurrentUser.require().tenant());
    show(card);
    broadcaster.onChange(card, change -> NEWS.contains(change.kind()), () -> show(card));
    return card;
  }

  /** Without limits there is nothing that anybody has to keep to. */
  private void show(Card card) {
    QuotaState state = quotas.mine();
    card.setVisible(!state.limits().isEmpty());
    card.padded(new QuotaRows(state));
  }
}
