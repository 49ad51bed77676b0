package dev.rayport.job.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.SelectAll;
import dev.rayport.job.JobSummary;
import java.util.List;
import java.util.function.LongSupplier;

/** Over the grid's bottom while rows are chosen: what can be done with them, and with how many. */
class BulkBar extends Div {

  private final JobGrid grid;
  private final transient JobActions actions;
  private final transient LongSupplier all;

  /**
   * @param all how many jobs the filtered list has
   */
  BulkBar(JobGrid grid, JobActions actions, LongSupplier all) {
    this.grid = grid;
    this.actions = actions;
    this.all = all;
    addClassName("bulk");
    getElement().setAttribute("role", "toolbar").setAttribute("aria-label", "Selected jobs");
    grid.addSelectionListener(event -> show());
    show();
  }

  /** Draws itself for what is chosen now. */
  final void show() {
    List<JobSummary> chosen = grid.getSelectedItems().stream().map(JobLine::job).toList();
    setVisible(!chosen.isEmpty());
    removeAll();
    long found = all.getAsLong();
    Span amount = new Span(SelectAll.words(chosen.size(), found));
    amount.addClassName("b");
    Span line = new Span();
    line.addClassName("sep");
    add(amount);
    if (chosen.size() < Math.min(found, SelectAll.MOST)) {
      Button rest = new Button(SelectAll.offerWords(found), click -> SelectAll.select(grid));
      rest.addThemeVariants(ButtonVariant.TERTIARY);
      add(rest);
    }
    add(line, button(JobAction.RESUBMIT, chosen), button(JobAction.STOP, chosen));
    add(Actions.icon("x", "Clear the selection", "", grid::deselectAll));
  }

  private Button button(JobAction action, List<JobSummary> chosen) {
    int eligible = actions.eligible(action, chosen).size();
    String label =
        eligible == chosen.size()
            ? action.label()
            : "%s (%d of %d)".formatted(action.label(), eligible, chosen.size());
    Button button =
        Actions.button(
            action.icon(),
            label,
            "",
            () -> {
              actions.run(action, chosen);
              grid.deselectAll();
            });
    button.addThemeVariants(ButtonVariant.TERTIARY);
    button.setEnabled(eligible > 0);
    return button;
  }
}
