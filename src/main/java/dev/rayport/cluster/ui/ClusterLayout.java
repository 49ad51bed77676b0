package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RoutePrefix;
import com.vaadin.flow.router.RouterLayout;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.MainLayout;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One cluster's page: its head, and tabs that any room may add by a {@link ClusterTab} and a view
 * with {@code @Route(layout = ClusterLayout.class)}.
 */
@RoutePrefix("clusters/:" + ClusterLayout.PARAMETER)
@ParentLayout(MainLayout.class)
@PermitAll
public class ClusterLayout extends Div
    implements RouterLayout, BeforeEnterObserver, HasDynamicTitle {

  /** Route parameter that holds the cluster's id. */
  public static final String PARAMETER = "clusterId";

  /** Query parameter with what is to be asked for, such as {@code suspend}. */
  static final String ACTION = "do";

  private final transient ClusterService clusters;
  private final transient ClusterMenu menu;
  private final ClusterHead head;
  private final SilenceNote silence = new SilenceNote();
  private final ReasonBanner reason = new ReasonBanner();
  private final DriftBanner drift;
  private final Tabs tabs = new Tabs();
  private final transient Map<Class<? extends Component>, Tab> byView = new LinkedHashMap<>();
  private final transient List<ClusterTab> doors;
  private final Div content = new Div();
  private transient Optional<ClusterDetails> shown = Optional.empty();

  ClusterLayout(
      ClusterService clusters, ClusterMenu menu, List<ClusterTab> doors, Broadcaster broadcaster) {
    this.clusters = clusters;
    this.menu = menu;
    this.doors = doors.stream().sorted(Comparator.comparingInt(ClusterTab::order)).toList();
    head = new ClusterHead(menu);
    drift = new DriftBanner(clusters, this::refresh);
    addClassName("page");
    tabs.getElement().setAttribute("aria-label", "Parts of the cluster's page");
    content.addClassName("tabbody");
    addTabs();
    add(head, silence, reason, drift, tabs, content);
    broadcaster.onChange(
        this,
        change ->
            change.kind().equals("job")
                || (change.kind().equals("cluster") && change.id().equals(id())),
        this::refresh);
  }

  private String id() {
    return shown.map(details -> details.id().value()).orElse("");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String asked = event.getRouteParameters().get(PARAMETER).orElse("");
    Optional<ClusterDetails> found = read(asked);
    if (found.isEmpty()) {
      event.rerouteToError(
          NotFoundException.class, "There is no cluster “%s” here.".formatted(asked));
      return;
    }
    String id = found.get().id().value();
    if (!asked.equals(id)) {
      String path = event.getLocation().getPath();
      event.forwardTo(path.replaceFirst("^clusters/[^/]+", "clusters/" + id));
      return;
    }
    shown = found;
    show(found.get());
    tabs.setSelectedTab(byView.get(event.getNavigationTarget()));
    event
        .getLocation()
        .getQueryParameters()
        .getSingleParameter(ACTION)
        .ifPresent(action -> ask(action, found.get()));
  }

  /** A link only asks: the dialog that opens does it. */
  private void ask(String wanted, ClusterDetails cluster) {
    UI.getCurrent().getPage().getHistory().replaceState(null, "clusters/" + cluster.id().value());
    ClusterPalette.BY_LINK.stream()
        .filter(action -> action.name().equalsIgnoreCase(wanted))
        .filter(action -> menu.actions().enabled(action, cluster.summary()))
        .findFirst()
        .ifPresent(action -> menu.actions().ask(action, cluster.summary()));
  }

  private Optional<ClusterDetails> read(String idOrName) {
    try {
      return Optional.of(clusters.get(idOrName));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  private void addTabs() {
    for (ClusterTab door : doors) {
      Tab tab = new Tab(door.title());
      byView.put(door.view(), tab);
      tabs.add(tab);
    }
    tabs.addSelectedChangeListener(change -> {
      if (change.isFromClient()) {
        byView.forEach((view, tab) -> goTo(view, tab, change.getSelectedTab()));
      }
    });
  }

  private void goTo(Class<? extends Component> view, Tab tab, Tab chosen) {
    if (tab.equals(chosen)) {
      UI.getCurrent().navigate(view, new RouteParameters(PARAMETER, id()));
    }
  }

  @Override
  public void showRouterLayoutContent(HasElement view) {
    content.removeAll();
    content.add((Component) view);
    shown.ifPresent(this::tell);
  }

  @Override
  public void removeRouterLayoutContent(HasElement view) {
    content.removeAll();
  }

  private void refresh() {
    read(id())
        .ifPresent(details -> {
          shown = Optional.of(details);
          show(details);
          tell(details);
        });
  }

  private void show(ClusterDetails details) {
    head.show(details.summary());
    silence.show(clusters.backendSilence());
    reason.show(details.summary());
    drift.show(details);
  }

  private void tell(ClusterDetails details) {
    content
        .getChildren()
        .filter(ShowsCluster.class::isInstance)
        .forEach(view -> ((ShowsCluster) view).show(details));
  }

  @Override
  public String getPageTitle() {
    return shown.map(details -> details.summary().name()).orElse("Cluster");
  }
}
