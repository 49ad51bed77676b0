package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.History;
import dev.rayport.cluster.ClusterDetails;
import jakarta.annotation.security.PermitAll;

/** Who did what with a cluster. */
@Route(value = "history", layout = ClusterLayout.class)
@PermitAll
class ClusterHistoryView extends Div implements ShowsCluster {

  private final History history;

  ClusterHistoryView(History.Source source) {
    history = new History(source);
    addClassName("scroll");
    add(history);
  }

  @Override
  public void show(ClusterDetails details) {
    history.show(details.id().value());
  }
}
