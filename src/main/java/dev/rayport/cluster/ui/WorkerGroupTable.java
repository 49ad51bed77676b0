package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.WorkerGroupSpec;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Words;
import dev.rayport.template.WorkerGroupPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The head and the worker groups of a cluster to be, editable within the template's policy. */
class WorkerGroupTable extends Div {

  private static final List<String> HEADS =
      List.of("Group", "CPU", "GPU", "Workers", "Min", "Max", "Memory", "");

  private final transient List<WorkerGroupPolicy> policies;
  private final transient Runnable onChange;
  private final NativeTable table = new NativeTable();
  private final NativeTableRow head = new NativeTableRow();
  private final List<WorkerGroupRow> rows = new ArrayList<>();

  WorkerGroupTable(List<WorkerGroupPolicy> policies, Runnable onChange) {
    this.policies = policies;
    this.onChange = onChange;
    addClassName("card");
    table.addClassNames("tbl", "wg");
    NativeTableRow titles = new NativeTableRow();
    for (String title : HEADS) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      if (!title.equals("Group")) {
        cell.addClassName("n");
      }
      titles.add(cell);
    }
    table.getHead().add(titles);
    table.getBody().add(head);
    policies.forEach(policy -> addRow(new WorkerGroupRow(policy, policy.group(), false, onChange)));
    add(table);
  }

  /** “Add group”, where the template lets one. */
  Optional<Button> addButton() {
    Optional<WorkerGroupPolicy> model =
        policies.stream().filter(WorkerGroupPolicy::mayAdd).findFirst();
    return model.map(policy -> {
      Button add = new Button("Add group", Icon.of("plus"));
      add.addThemeVariants(ButtonVariant.SMALL);
      add.addClickListener(click -> {
        addLike(policy, freeName(policy.group()));
        onChange.run();
      });
      return add;
    });
  }

  private WorkerGroupRow addLike(WorkerGroupPolicy policy, String name) {
    WorkerGroupRow row = new WorkerGroupRow(policy, name, true, onChange);
    Button remove = new Button(Icon.of("x"));
    remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel("Remove this worker group");
    remove.setTooltipText("Remove");
    remove.addClickListener(click -> {
      rows.remove(row);
      table.getBody().remove(row);
      onChange.run();
    });
    row.removable(remove);
    addRow(row);
    return row;
  }

  private void addRow(WorkerGroupRow row) {
    rows.add(row);
    table.getBody().add(row);
  }

  private String freeName(String like) {
    int number = 2;
    while (byName(like + "-" + number).isPresent()) {
      number++;
    }
    return like + "-" + number;
  }

  private Optional<WorkerGroupRow> byName(String name) {
    return rows.stream().filter(row -> row.groupName().equals(name)).findFirst();
  }

  void show(ClusterSpec spec) {
    showHead(spec.head());
    for (WorkerGroupSpec group : spec.workerGroups()) {
      byName(group.name()).ifPresent(row -> row.show(group));
    }
  }

  private void showHead(NodeSpec node) {
    head.removeAll();
    Span title = new Span(Icon.small("lock"), new Span("head"));
    title.addClassNames("row", "m");
    head.add(new NativeTableCell(title));
    List.of(node.cpus().text(), Integer.toString(node.gpus()), "1", "1", "1")
        .forEach(text -> addNumber(head, text));
    addNumber(head, Words.bytes(node.memory().bytes()));
    head.add(new NativeTableCell());
  }

  private static void addNumber(NativeTableRow row, String text) {
    NativeTableCell cell = new NativeTableCell(text);
    cell.addClassName("n");
    row.add(cell);
  }

  /** Gives every group that was added to a living cluster a row of its own. */
  void addGroupsOf(ClusterSpec spec) {
    for (WorkerGroupSpec group : spec.workerGroups()) {
      if (byName(group.name()).isEmpty()) {
        policies.stream()
            .filter(WorkerGroupPolicy::mayAdd)
            .findFirst()
            .ifPresent(policy -> addLike(policy, group.name()));
      }
    }
  }

  /** Offers to let single groups rest. */
  void offerSuspending(boolean possible) {
    rows.forEach(row -> row.suspendable(possible, onChange));
  }

  List<String> groupNames() {
    return rows.stream().map(WorkerGroupRow::groupName).toList();
  }

  /** Takes over {@code values.workerGroups} of an earlier cluster. */
  void edit(List<Map<String, Object>> earlier) {
    for (Map<String, Object> group : earlier) {
      String name = String.valueOf(group.get("name"));
      byName(name).or(() -> again(group, name)).ifPresent(row -> row.edit(group));
    }
  }

  private Optional<WorkerGroupRow> again(Map<String, Object> group, String name) {
    return policies.stream()
        .filter(WorkerGroupPolicy::mayAdd)
        .filter(policy -> policy.group().equals(group.getOrDefault("like", policy.group())))
        .findFirst()
        .map(policy -> addLike(policy, name));
  }

  /** What to send as {@code values.workerGroups}; empty when nothing differs. */
  List<Map<String, Object>> changes() {
    return rows.stream().flatMap(row -> row.change().stream()).toList();
  }

  /** Fields by the path that refusals name, such as {@code values.workerGroups[0].max}. */
  Map<String, HasValidation> byPath() {
    Map<String, HasValidation> paths = new LinkedHashMap<>();
    int index = 0;
    for (WorkerGroupRow row : rows) {
      if (row.change().isPresent()) {
        String prefix = "values.workerGroups[" + index++ + "].";
        row.byField().forEach((field, checked) -> paths.put(prefix + field, checked));
      }
    }
    return paths;
  }
}
