package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.grid.contextmenu.GridContextMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.ObjectAction;
import dev.rayport.job.JobSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;

/** Everything that can be done with one job now, in the order of menus. */
@org.springframework.stereotype.Component
class JobMenu {

  private static final String KIND = "job";

  private final JobActions actions;
  private final ObjectProvider<ObjectAction> doors;

  JobMenu(JobActions actions, ObjectProvider<ObjectAction> doors) {
    this.actions = actions;
    this.doors = doors;
  }

  /**
   * One line of a menu.
   *
   * @param key shown beside it; empty for none
   */
  record Entry(String icon, String label, String key, Runnable run) {

    Component line() {
      Div line = new Div(Icon.of(icon), new Span(label));
      line.addClassName("mi");
      if (!key.isEmpty()) {
        line.getElement().appendChild(new Element("kbd").setText(key));
      }
      return line;
    }
  }

  JobActions actions() {
    return actions;
  }

  /** What other rooms offer for the job now, primary ones first. */
  List<ObjectAction> offered(JobSummary job) {
    return doors.stream()
        .filter(door -> door.objectKind().equals(KIND) && door.enabled(job.id().value()))
        .sorted(
            Comparator.comparing((ObjectAction door) -> !door.primary())
                .thenComparing(ObjectAction::order))
        .toList();
  }

  /** All of it, for the menu of a row. */
  List<Entry> whole(JobSummary job) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("arrow-right", "Open", "Enter", () -> open("jobs/" + job.id())));
    offered(job).forEach(door -> entries.add(entry(door, job)));
    for (JobAction action : JobAction.values()) {
      if (actions.enabled(action, job)) {
        entries.add(
            new Entry(
                action.icon(),
                action.label(),
                action.key().toUpperCase(Locale.ROOT),
                () -> actions.run(action, List.of(job))));
      }
    }
    entries.addAll(rest(job));
    return entries;
  }

  /** What is left for “⋯” where the rest are buttons. */
  List<Entry> rest(JobSummary job) {
    List<Entry> entries = new ArrayList<>();
    job.clusterId()
        .ifPresent(id ->
            entries.add(new Entry("server", "Open its cluster", "", () -> open("clusters/" + id))));
    entries.add(
        new Entry(
            "history",
            "Jobs of this name",
            "",
            () -> UI.getCurrent().navigate("jobs", QueryParameters.of("q", job.name()))));
    return entries;
  }

  static void fill(ContextMenu menu, List<Entry> entries) {
    menu.removeAll();
    entries.forEach(entry -> menu.addItem(entry.line(), click -> entry.run().run()));
  }

  /** Fills a row's menu that is about to open. */
  static void fill(GridContextMenu<?> menu, List<Entry> entries) {
    menu.removeAll();
    entries.forEach(entry -> menu.addItem(entry.line(), click -> entry.run().run()));
  }

  private static Entry entry(ObjectAction door, JobSummary job) {
    return new Entry(
        door.icon(),
        door.label(),
        door.key().toUpperCase(Locale.ROOT),
        () -> door.run(job.id().value()));
  }

  private static void open(String target) {
    UI.getCurrent().navigate(target);
  }
}
