package dev.rayport.cluster.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.SelectAll;
import dev.rayport.cluster.ClusterSummary;
import java.util.Collection;
import java.util.List;

/** What can be done with all selected rows, floating over the grid's bottom. */
class BulkBar extends Div {

  private static final List<ClusterAction> OFFERED =
      List.of(ClusterAction.EXTEND, ClusterAction.RESTART, ClusterAction.STOP);

  private final transient ClusterActions actions;
  private final ClusterGrid grid;

  BulkBar(ClusterActions actions, ClusterGrid grid) {
    this.actions = actions;
    this.grid = grid;
    addClassName("bulk");
    getElement().setAttribute("role", "toolbar").setAttribute("aria-label", "Selected clusters");
    setVisible(false);
  }

  /**
   * @param all how many clusters the filtered list has
   */
  void show(Collection<ClusterSummary> selected, long all) {
    setVisible(!selected.isEmpty());
    if (selected.isEmpty()) {
      return;
    }
    removeAll();
    List<ClusterSummary> chosen = List.copyOf(selected);
    Span count = new Span(SelectAll.words(chosen.size(), all));
    count.addClassName("b");
    add(count);
    if (chosen.size() < Math.min(all, SelectAll.MOST)) {
      Button rest = new Button(SelectAll.offerWords(all), click -> SelectAll.select(grid));
      rest.addThemeVariants(ButtonVariant.TERTIARY);
      add(rest);
    }
    add(separator());
    OFFERED.forEach(action -> addAction(action, chosen));
    add(separator(), Actions.icon("x", "Clear the selection", "", grid::deselectAll));
  }

  private void addAction(ClusterAction action, List<ClusterSummary> chosen) {
    List<ClusterSummary> eligible = actions.eligible(action, chosen);
    Button button =
        new Button(
            label(action, eligible.size(), chosen.size()),
            Icon.of(action.icon()),
            click -> actions.run(action, eligible));
    button.addThemeVariants(ButtonVariant.TERTIARY);
    if (action.destructive()) {
      button.addThemeVariants(ButtonVariant.ERROR);
    }
    button.setEnabled(!eligible.isEmpty());
    add(button);
  }

  /** “Stop 2 of 3…” where not all can be. */
  private static String label(ClusterAction action, int eligible, int selected) {
    String label = action.label();
    if (eligible == 0 || eligible == selected) {
      return label;
    }
    String some = " %d of %d".formatted(eligible, selected);
    return label.endsWith("…") ? label.substring(0, label.length() - 1) + some + "…" : label + some;
  }

  private static Span separator() {
    Span line = new Span();
    line.addClassName("sep");
    return line;
  }
}
