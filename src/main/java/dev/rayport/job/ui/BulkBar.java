package dev.rayport.job.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Actions;
import dev.rayport.job.JobSummary;
import java.util.List;

/** Over the grid's bottom while rows are chosen: what can be done with them, and with how many. */
class BulkBar extends Div {

  private final JobGrid grid;
  private final transient JobActions actions;

  BulkBar(JobGrid grid, JobActions actions) {
    this.grid = grid;
    this.actions = actions;
    addClassName("bulk");
    getElement().setAttribute("role", "toolbar").setAttribute("aria-label", "Chosen jobs");
    grid.addSelectionListener(event -> show());
    show();
  }

  /** Draws itself for what is chosen now. */
  final void show() {
    List<JobSummary> chosen = grid.getSelectedItems().stream().map(JobLine::job).toList();
    setVisible(!chosen.isEmpty());
    removeAll();
    Span amount = new Span(chosen.size() + " chosen");
    amount.addClassName("b");
    Span line = new Span();
    line.addClassName("sep");
    add(amount, line, button(JobAction.RESUBMIT, chosen), button(JobAction.STOP, chosen));
    add(Actions.icon("x", "Choose none", "", grid::deselectAll));
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
