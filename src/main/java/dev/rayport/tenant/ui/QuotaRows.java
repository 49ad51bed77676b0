package dev.rayport.tenant.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.rayport.base.ui.Facts;
import dev.rayport.base.ui.UseBar;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaState;
import java.util.List;
import java.util.Locale;

/** What a tenant uses of its quotas, a bar for each limit. */
class QuotaRows extends Div {

  private static final List<QuotaKind> WITHOUT_LIMITS =
      List.of(
          QuotaKind.CLUSTERS,
          QuotaKind.CPUS,
          QuotaKind.GPUS,
          QuotaKind.MEMORY,
          QuotaKind.RUNNING_JOBS);

  QuotaRows(QuotaState state) {
    addClassNames("col", "g3");
    bars("", state.limits().whole(), state.use().whole());
    state
        .limits()
        .stages()
        .forEach((stage, limits) -> bars(title(stage), limits, state.use().stage(stage)));
    if (state.limits().isEmpty()) {
      Facts facts = new Facts();
      WITHOUT_LIMITS.forEach(
          kind -> facts.with(first(kind.label()), kind.number(state.use().whole().get(kind))));
      Paragraph none = new Paragraph("There are no limits.");
      none.addClassNames("sec", "s");
      add(facts, none);
    }
  }

  private void bars(String stage, Amounts limits, Amounts use) {
    for (QuotaKind kind : QuotaKind.values()) {
      limits
          .find(kind)
          .ifPresent(limit ->
              add(
                  new UseBar(
                      new UseBar.Use(
                          first(stage.isEmpty() ? kind.label() : stage + ": " + kind.label()),
                          use.get(kind),
                          0,
                          limit,
                          "%s of %s".formatted(kind.number(use.get(kind)), kind.number(limit))))));
    }
  }

  static String title(String stage) {
    return first(stage.toLowerCase(Locale.ROOT));
  }

  static String first(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
