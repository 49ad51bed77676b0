package dev.rayport.cluster.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.ObjectAction;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Everything that can be done with one cluster now, in the order of menus. */
@Component
class ClusterMenu {

  private static final String KIND = "cluster";

  private final ClusterActions actions;
  private final List<ObjectAction> doors;

  ClusterMenu(ClusterActions actions, ObjectProvider<ObjectAction> doors) {
    this.actions = actions;
    this.doors =
        doors.stream()
            .filter(door -> door.objectKind().equals(KIND))
            .sorted(Comparator.comparingInt(ObjectAction::order))
            .toList();
  }

  /**
   * One line of a menu.
   *
   * @param key shown beside it; empty for none
   */
  record Entry(String icon, String label, String key, boolean danger, Runnable run) {

    com.vaadin.flow.component.Component line() {
      Div line = new Div(Icon.of(icon), new Span(label));
      line.addClassName("mi");
      if (danger) {
        line.addClassName("danger");
      }
      if (!key.isEmpty()) {
        Element cap = new Element("kbd").setText(key);
        line.getElement().appendChild(cap);
      }
      return line;
    }
  }

  ClusterActions actions() {
    return actions;
  }

  /** What other rooms offer for the cluster now, primary ones first. */
  List<ObjectAction> offered(ClusterSummary cluster) {
    return doors.stream()
        .filter(door -> door.enabled(cluster.id().value()))
        .sorted(Comparator.comparing(door -> !door.primary()))
        .toList();
  }

  /** All of it, in groups, for the menu of a row. */
  List<List<Entry>> whole(ClusterSummary cluster) {
    List<Entry> open = new ArrayList<>();
    open.add(new Entry("arrow-right", "Open", "Enter", false, () -> open(cluster)));
    offered(cluster).forEach(door -> open.add(entry(door, cluster)));
    List<Entry> change = new ArrayList<>();
    add(change, ClusterAction.EDIT, ClusterAction.EDIT.label(), cluster);
    add(change, ClusterAction.EXTEND, "Extend by 4 h", cluster);
    add(change, ClusterAction.RESUME, ClusterAction.RESUME.label(), cluster);
    add(change, ClusterAction.SUSPEND, ClusterAction.SUSPEND.label(), cluster);
    add(change, ClusterAction.RESTART, ClusterAction.RESTART.label(), cluster);
    add(change, ClusterAction.START, ClusterAction.START.label(), cluster);
    change.addAll(copies(cluster));
    List<Entry> end = new ArrayList<>();
    add(end, ClusterAction.STOP, ClusterAction.STOP.label(), cluster);
    end.addAll(delete(cluster));
    return Stream.of(open, change, end).filter(group -> !group.isEmpty()).toList();
  }

  /** What is left for “⋯” where the rest are buttons. */
  List<List<Entry>> rest(ClusterSummary cluster) {
    List<Entry> change = new ArrayList<>();
    add(change, ClusterAction.SUSPEND, ClusterAction.SUSPEND.label(), cluster);
    change.addAll(copies(cluster));
    return Stream.of(change, delete(cluster)).filter(group -> !group.isEmpty()).toList();
  }

  /** Fills a menu that was opened. */
  static void fill(ContextMenu menu, List<List<Entry>> groups) {
    menu.removeAll();
    for (List<Entry> group : groups) {
      if (group != groups.getFirst()) {
        menu.addSeparator();
      }
      group.forEach(entry -> menu.addItem(entry.line(), click -> entry.run().run()));
    }
  }

  private List<Entry> copies(ClusterSummary cluster) {
    if (!cluster.template().contains("@")
        || !CurrentUser.require().role().atLeast(Role.RESEARCHER)) {
      return List.of();
    }
    return List.of(new Entry("copy", "Duplicate as draft", "", false, () -> duplicate(cluster)));
  }

  private List<Entry> delete(ClusterSummary cluster) {
    List<Entry> entries = new ArrayList<>();
    String label = cluster.registered() ? "Forget…" : ClusterAction.DELETE.label();
    add(entries, ClusterAction.DELETE, label, cluster);
    return entries;
  }

  private void add(List<Entry> into, ClusterAction action, String label, ClusterSummary cluster) {
    if (actions.enabled(action, cluster)) {
      into.add(
          new Entry(
              action.icon(),
              label,
              action.key(),
              action == ClusterAction.DELETE,
              () -> actions.run(action, List.of(cluster))));
    }
  }

  private static Entry entry(ObjectAction door, ClusterSummary cluster) {
    return new Entry(
        door.icon(),
        door.label(),
        door.key().toUpperCase(Locale.ROOT),
        false,
        () -> door.run(cluster.id().value()));
  }

  private static void open(ClusterSummary cluster) {
    UI.getCurrent().navigate("clusters/" + cluster.id());
  }

  private static void duplicate(ClusterSummary cluster) {
    UI.getCurrent().navigate("clusters/new", QueryParameters.of("from", cluster.id().value()));
  }
}
