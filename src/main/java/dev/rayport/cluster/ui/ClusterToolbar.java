package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Div;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.ObjectAction;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.template.DurationText;
import java.time.Duration;
import java.util.List;

/**
 * The buttons of one cluster: what other rooms offer, then edit, extend, restart, stop and the
 * rest.
 */
class ClusterToolbar extends Div {

  private static final List<Duration> STEPS =
      List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12));

  private final transient ClusterMenu menu;
  private final boolean small;

  ClusterToolbar(ClusterMenu menu, boolean small) {
    this.menu = menu;
    this.small = small;
    addClassNames("row", "wrap");
  }

  void show(ClusterSummary cluster) {
    removeAll();
    for (ObjectAction door : menu.offered(cluster)) {
      Button button = button(door.icon(), door.label());
      addKey(button, door.key());
      button.addClickListener(click -> door.run(cluster.id().value()));
      if (door.primary()) {
        button.addThemeVariants(ButtonVariant.PRIMARY);
      }
    }
    addAction(ClusterAction.RESUME, cluster);
    addAction(ClusterAction.EDIT, cluster);
    if (menu.actions().enabled(ClusterAction.EXTEND, cluster)) {
      addExtend(cluster);
    }
    addAction(ClusterAction.RESTART, cluster);
    addAction(ClusterAction.START, cluster);
    addAction(ClusterAction.STOP, cluster);
    List<List<ClusterMenu.Entry>> rest = menu.rest(cluster);
    if (!rest.isEmpty()) {
      addMore(cluster, rest);
    }
  }

  private void addAction(ClusterAction action, ClusterSummary cluster) {
    if (!menu.actions().enabled(action, cluster)) {
      return;
    }
    Button button = button(action.icon(), action.label());
    addKey(button, action.key());
    button.addClickListener(click -> menu.actions().run(action, List.of(cluster)));
    if (action == ClusterAction.STOP) {
      button.addThemeVariants(ButtonVariant.ERROR);
    }
    if (action == ClusterAction.START || action == ClusterAction.RESUME) {
      button.addThemeVariants(ButtonVariant.PRIMARY);
    }
  }

  private void addExtend(ClusterSummary cluster) {
    Button extend = button(ClusterAction.EXTEND.icon(), ClusterAction.EXTEND.label());
    addKey(extend, ClusterAction.EXTEND.key());
    extend.setSuffixComponent(Icon.of("chevron-down"));
    ContextMenu steps = new ContextMenu(extend);
    steps.setOpenOnClick(true);
    for (Duration step : STEPS) {
      steps.addItem(
          "By " + DurationText.of(step), click -> menu.actions().extend(List.of(cluster), step));
    }
  }

  private void addMore(ClusterSummary cluster, List<List<ClusterMenu.Entry>> rest) {
    Button more = button("ellipsis", "");
    more.addThemeName("icon");
    more.setAriaLabel("More actions for " + cluster.name());
    more.setTooltipText("More actions");
    ContextMenu items = new ContextMenu(more);
    items.setOpenOnClick(true);
    ClusterMenu.fill(items, rest);
  }

  /** On the cluster's own page; in a list the letters are the row's. */
  private void addKey(Button button, String key) {
    if (!small && !key.isEmpty()) {
      Actions.bind(button.getElement(), key);
      button.setSuffixComponent(Actions.keyCap(key));
    }
  }

  private Button button(String icon, String label) {
    Button button = new Button(label, Icon.of(icon));
    if (small) {
      button.addThemeVariants(ButtonVariant.SMALL);
    }
    add(button);
    return button;
  }
}
