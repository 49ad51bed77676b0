package dev.rayport.admin.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import dev.rayport.admin.FleetAction;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetOrder;
import dev.rayport.admin.FleetOutcome;
import dev.rayport.admin.FleetService;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.base.ui.Words;
import dev.rayport.template.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks why before something is done to clusters of others. */
class FleetDialog extends Dialog {

  private static final int NAMED = 6;
  private static final int WORK_ASKED_OF = 100;
  private static final List<Duration> STEPS =
      List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(12), Duration.ofDays(1));

  private final transient FleetService fleet;
  private final FleetAction action;
  private final transient List<FleetCluster> chosen;
  private final transient Runnable done;
  private final TextArea reason = new TextArea("Reason");
  private final Select<Duration> by = new Select<>();

  FleetDialog(FleetService fleet, FleetAction action, List<FleetCluster> chosen, Runnable done) {
    this.fleet = fleet;
    this.action = action;
    this.chosen = List.copyOf(chosen);
    this.done = done;
    String number = Words.count(chosen.size(), "cluster", "clusters");
    setHeaderTitle(title(number));
    setWidth("520px");
    Div form = new Div(new Paragraph(says()), names());
    form.addClassNames("col", "g3");
    if (action == FleetAction.EXTEND) {
      by.setLabel("By");
      by.setItems(STEPS);
      by.setItemLabelGenerator(DurationText::of);
      by.setValue(STEPS.get(1));
      form.add(by);
    }
    reason.setLabel(action == FleetAction.NOTIFY ? "Message" : "Reason");
    reason.setHelperText("Owners read it, and it is kept in the audit log.");
    reason.setMaxLength(FleetOrder.LONGEST_REASON);
    reason.setRequiredIndicatorVisible(true);
    reason.setManualValidation(true);
    reason.setWidthFull();
    reason.setMinRows(2);
    form.add(reason);
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button act = new Button(verb() + " " + number, click -> act());
    act.addThemeVariants(ButtonVariant.PRIMARY);
    if (action == FleetAction.STOP) {
      act.addThemeVariants(ButtonVariant.ERROR);
    }
    Actions.bind(act.getElement(), "ctrl+enter");
    getFooter().add(cancel, act);
    reason.focus();
  }

  private String title(String number) {
    return switch (action) {
      case NOTIFY -> "Ask owners of " + number;
      case EXTEND -> "Extend " + number;
      case SUSPEND -> "Suspend %s?".formatted(number);
      case STOP -> "Stop %s?".formatted(number);
    };
  }

  private String verb() {
    return switch (action) {
      case NOTIFY -> "Ask about";
      case EXTEND -> "Extend";
      case SUSPEND -> "Suspend";
      case STOP -> "Stop";
    };
  }

  private String says() {
    return switch (action) {
      case NOTIFY -> "Owners see your message on their Home and beside the cluster.";
      case EXTEND -> "They stop by themselves that much later.";
      case SUSPEND ->
          "All that runs on them ends; they keep their place and can be resumed." + work();
      case STOP -> "All that runs on them ends; their history stays." + work();
    };
  }

  private String work() {
    if (chosen.size() > WORK_ASKED_OF) {
      return "";
    }
    int items = fleet.work(chosen).size();
    return items == 0
        ? " No job is on them."
        : " %s on them end with that.".formatted(Words.count(items, "job", "jobs"));
  }

  private UnorderedList names() {
    UnorderedList list = new UnorderedList();
    list.addClassNames("findings", "sec");
    chosen.stream()
        .limit(NAMED)
        .map(FleetCluster::summary)
        .forEach(cluster ->
            list.add(
                new ListItem(
                    "%s of %s in %s"
                        .formatted(cluster.name(), cluster.owner(), cluster.tenant()))));
    if (chosen.size() > NAMED) {
      list.add(new ListItem("and %s more".formatted(Words.count(chosen.size() - NAMED))));
    }
    return list;
  }

  private void act() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    fields.put("by", by);
    fields.put("reason", reason);
    try {
      List<FleetOutcome> outcomes =
          fleet.act(
              new FleetOrder(
                  chosen.stream().map(each -> each.summary().id().value()).toList(),
                  action,
                  reason.getValue(),
                  Optional.ofNullable(by.getValue())));
      close();
      tell(outcomes);
      done.run();
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields);
    }
  }

  private void tell(List<FleetOutcome> outcomes) {
    long went = outcomes.stream().filter(each -> each.cluster().isPresent()).count();
    if (went > 0) {
      Toast.info("%s: %s".formatted(told(), Words.count(went, "cluster", "clusters")));
    }
    String refused =
        outcomes.stream()
            .flatMap(each -> each.refusal().stream())
            .map(Refusal::detail)
            .limit(3)
            .collect(Collectors.joining(" "));
    if (!refused.isEmpty()) {
      Toast.error(
          "%d of %d not done. %s".formatted(outcomes.size() - went, outcomes.size(), refused));
    }
  }

  private String told() {
    return switch (action) {
      case NOTIFY -> "Owners asked";
      case EXTEND -> "Extended";
      case SUSPEND -> "Suspend requested";
      case STOP -> "Stop requested";
    };
  }
}
