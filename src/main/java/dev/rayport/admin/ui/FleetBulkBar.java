package dev.rayport.admin.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.admin.FleetAction;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetSum;
import dev.rayport.admin.Prices;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Words;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What can be done with all selected clusters, floating over the table's bottom. */
class FleetBulkBar extends Div {

  private final transient BiConsumer<FleetAction, List<FleetCluster>> ask;
  private final transient Runnable clear;

  FleetBulkBar(BiConsumer<FleetAction, List<FleetCluster>> ask, Runnable clear) {
    this.ask = ask;
    this.clear = clear;
    addClassName("bulk");
    getElement().setAttribute("role", "toolbar").setAttribute("aria-label", "Selected clusters");
    setVisible(false);
  }

  void show(Collection<FleetCluster> selected, Optional<Prices> prices) {
    setVisible(!selected.isEmpty());
    removeAll();
    if (selected.isEmpty()) {
      return;
    }
    FleetSum sum = new FleetSum(selected);
    Span number = new Span(Words.count(selected.size()) + " selected");
    number.addClassName("b");
    Span amounts = new Span(amounts(sum, prices));
    amounts.addClassNames("s", "sec");
    add(number, amounts, separator());
    List<FleetCluster> chosen = List.copyOf(selected);
    add(
        button("circle-help", "Ask owners…", FleetAction.NOTIFY, chosen),
        button("timer", "Extend…", FleetAction.EXTEND, chosen),
        button("circle-pause", "Suspend…", FleetAction.SUSPEND, chosen),
        button("circle-stop", "Stop with reason…", FleetAction.STOP, chosen),
        separator(),
        Actions.icon("x", "Clear the selection", "", clear));
  }

  private static String amounts(FleetSum sum, Optional<Prices> prices) {
    String held =
        sum.gpus() > 0 ? Words.count(sum.gpus()) + " GPU" : FleetWords.amount(sum.cpus()) + " CPU";
    return prices
        .map(known -> "%s, %s / d".formatted(held, FleetWords.money(sum.costPerDay(), known)))
        .orElse(held);
  }

  private Button button(String icon, String label, FleetAction action, List<FleetCluster> chosen) {
    Button button = new Button(label, Icon.of(icon), click -> ask.accept(action, chosen));
    button.addThemeVariants(ButtonVariant.TERTIARY);
    if (action == FleetAction.STOP) {
      button.addThemeVariants(ButtonVariant.ERROR);
    }
    return button;
  }

  private static Span separator() {
    Span line = new Span();
    line.addClassName("sep");
    return line;
  }
}
