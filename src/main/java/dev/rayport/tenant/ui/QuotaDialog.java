package dev.rayport.tenant.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.rayport.base.FieldError;
import dev.rayport.base.Quantity;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Refusals;
import dev.rayport.base.ui.Toast;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.TenantId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table of limits: a row for each kind, a column for the whole tenant and each stage. */
class QuotaDialog extends Dialog {

  private static final String WHOLE = "";
  private static final double GIB = 1L << 30;
  private final transient QuotaService quotas;
  private final transient TenantId tenant;
  private final transient Runnable done;
  private final Map<String, Map<QuotaKind, TextField>> columns = new LinkedHashMap<>();

  QuotaDialog(QuotaService quotas, TenantId tenant, Runnable done) {
    this.quotas = quotas;
    this.tenant = tenant;
    this.done = done;
    setHeaderTitle("Quotas of " + tenant);
    setWidth("720px");
    PerStage now = quotas.of(tenant).limits();
    columns.put(WHOLE, fields("Whole tenant", now.whole()));
    quotas
        .stages()
        .forEach(stage -> columns.put(stage, fields(QuotaRows.title(stage), now.stage(stage))));
    Paragraph what =
        new Paragraph(
            "Empty: no limit. Clusters count with what they may grow to. What is over a new limit"
                + " goes on; what waits starts when there is room.");
    what.addClassName("sec");
    Div form = new Div(what, table());
    form.addClassNames("col", "g3");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button save = new Button("Save quotas", click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    Actions.bind(save.getElement(), "ctrl+enter");
    getFooter().add(cancel, save);
  }

  private static Map<QuotaKind, TextField> fields(String column, Amounts limits) {
    Map<QuotaKind, TextField> fields = new EnumMap<>(QuotaKind.class);
    for (QuotaKind kind : QuotaKind.values()) {
      TextField field = new TextField();
      field.setAriaLabel("%s: %s".formatted(column, kind.label()));
      field.setManualValidation(true);
      field.setWidthFull();
      field.setPlaceholder(kind == QuotaKind.MEMORY ? "such as 64Gi" : "");
      limits.find(kind).ifPresent(limit -> field.setValue(text(kind, limit)));
      fields.put(kind, field);
    }
    return fields;
  }

  private Div table() {
    Div table = new Div(new Span());
    table.addClassName("quotagrid");
    columns.keySet().forEach(stage -> table.add(bold(head(stage))));
    for (QuotaKind kind : QuotaKind.values()) {
      table.add(new Span(QuotaRows.first(kind.label())));
      columns.values().forEach(fields -> table.add(fields.get(kind)));
    }
    table
        .getStyle()
        .set("grid-template-columns", "130px repeat(%d, minmax(0, 1fr))".formatted(columns.size()));
    return table;
  }

  private static String head(String stage) {
    return stage.isEmpty() ? "Whole tenant" : QuotaRows.title(stage);
  }

  private static Span bold(String text) {
    Span span = new Span(text);
    span.addClassNames("b", "s");
    return span;
  }

  private static String text(QuotaKind kind, double limit) {
    if (kind == QuotaKind.MEMORY) {
      return limit % GIB == 0 ? "%.0fGi".formatted(limit / GIB) : "%.0f".formatted(limit);
    }
    return kind.number(limit);
  }

  private void save() {
    Map<String, HasValidation> fields = new LinkedHashMap<>();
    columns.forEach(
        (stage, column) -> column.forEach((kind, field) -> fields.put(path(stage, kind), field)));
    try {
      quotas.set(tenant, typed());
      close();
      Toast.info("Quotas saved");
      done.run();
    } catch (Refusal refusal) {
      Refusals.show(refusal, fields);
    }
  }

  private static String path(String stage, QuotaKind kind) {
    return stage.isEmpty() ? kind.field() : "stages.%s.%s".formatted(stage, kind.field());
  }

  private PerStage typed() {
    List<FieldError> errors = new ArrayList<>();
    Amounts whole = Amounts.NONE;
    SortedMap<String, Amounts> stages = new TreeMap<>();
    for (Map.Entry<String, Map<QuotaKind, TextField>> column : columns.entrySet()) {
      Amounts amounts = typed(column.getKey(), column.getValue(), errors);
      if (column.getKey().isEmpty()) {
        whole = amounts;
      } else if (!amounts.values().isEmpty()) {
        stages.put(column.getKey(), amounts);
      }
    }
    if (!errors.isEmpty()) {
      throw Refusal.invalid(errors);
    }
    return new PerStage(whole, stages);
  }

  private static Amounts typed(
      String stage, Map<QuotaKind, TextField> column, List<FieldError> errors) {
    Map<QuotaKind, Double> values = new EnumMap<>(QuotaKind.class);
    column.forEach((kind, field) -> {
      String text = field.getValue().strip();
      if (!text.isEmpty()) {
        try {
          values.put(
              kind,
              kind == QuotaKind.MEMORY
                  ? (double) Quantity.parse(text).bytes()
                  : Double.parseDouble(text));
        } catch (IllegalArgumentException none) {
          String problem = kind == QuotaKind.MEMORY ? "Such as 64Gi." : "A number.";
          errors.add(new FieldError(path(stage, kind), problem));
        }
      }
    });
    return new Amounts(values);
  }
}
