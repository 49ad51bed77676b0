package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.PortalUrl;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import dev.rayport.tenant.ApiTokens;
import jakarta.annotation.security.PermitAll;

/** How the cluster started, what it consists of, and what happened last. */
@Route(value = "", layout = ClusterLayout.class)
@PermitAll
class ClusterOverviewView extends Div implements ShowsCluster {

  private static final int EVENTS = 6;

  private final transient ClusterService clusters;
  private final transient UsualStart usual;
  private final StartUpCard startUp = new StartUpCard();
  private final NodesCard nodes = new NodesCard();
  private final ConnectCard connect;
  private final PortsCard ports = new PortsCard();
  private final Card facts = new Card("Details");
  private final Card events = new Card("Latest events");

  ClusterOverviewView(
      ClusterService clusters, UsualStart usual, ApiTokens tokens, PortalUrl portal) {
    this.clusters = clusters;
    this.usual = usual;
    this.connect = new ConnectCard(tokens, portal.text());
    addClassNames("scroll", "ground");
    Div main = new Div(startUp, nodes);
    main.addClassNames("col", "g4");
    Div side = new Div(connect, facts, ports, events);
    side.addClassNames("col", "g4");
    Div columns = new Div(main, side);
    columns.addClassNames("ovgrid", "pad");
    add(columns);
  }

  @Override
  public void show(ClusterDetails details) {
    startUp.show(details, usual.sentence(details.summary().template().split("@", 2)[0]).orElse(""));
    nodes.show(details);
    connect.show(details.summary());
    ports.show(details);
    facts.padded(new ClusterFacts(details));
    events.padded(new EventList(clusters.events(details.id(), SliceRequest.first(EVENTS)).items()));
    Anchor all = new Anchor("clusters/" + details.id() + "/events", "All");
    all.getElement().setAttribute("router-link", true);
    all.getElement().setAttribute("aria-label", "All events");
    events.actions(all);
  }
}
