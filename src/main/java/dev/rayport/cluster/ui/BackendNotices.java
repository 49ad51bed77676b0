package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.BackendException;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.HomeCard;
import dev.rayport.cluster.ClusterService;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be known about how clusters run here, for those who can change it: other people can do
 * nothing about it.
 */
@org.springframework.stereotype.Component
class BackendNotices implements HomeCard {

  private final ClusterService clusters;

  BackendNotices(ClusterService clusters) {
    this.clusters = clusters;
  }

  @Override
  public int order() {
    return 190;
  }

  /** Whole sentences; none for who is no administrator. */
  List<String> forMe() {
    if (!CurrentUser.require().role().atLeast(Role.ADMINISTRATOR)) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    clusters.backendSilence().map(SilenceNote::text).ifPresent(all::add);
    all.addAll(clusters.backendNotices());
    return all;
  }

  @Override
  public Component create() {
    Card card = new Card("Where clusters run");
    try {
      List<String> notices = forMe();
      card.setVisible(!notices.isEmpty());
      Span place = new Span(clusters.backendDescription());
      place.addClassName("sec");
      Div lines = new Div(place);
      lines.addClassNames("col", "g2");
      notices.forEach(notice -> lines.add(new Notice(notice)));
      return card.padded(lines);
    } catch (BackendException silent) {
      card.setVisible(false);
      return card;
    }
  }
}
