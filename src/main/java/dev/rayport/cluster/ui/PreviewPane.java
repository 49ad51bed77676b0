package dev.rayport.cluster.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Fit;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.UseBar;
import dev.rayport.base.ui.Words;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.Demand;
import dev.rayport.tenant.QuotaKind;
import dev.rayport.tenant.QuotaState;
import java.util.Locale;
import java.util.Optional;

/** What would happen on Create: whether it starts, what it takes, and the spec. */
class PreviewPane extends Div {

  private final Div verdict = new Div();
  private final Div mistakes = new Div();
  private final Facts totals = new Facts();
  private final Div quota = new Div();
  private final Div quotaSection = section("Of the quota", quota);
  private final SpecPane spec = new SpecPane();

  PreviewPane() {
    addClassNames("pane", "preview");
    getElement().setAttribute("role", "region").setAttribute("aria-label", "Preview");
    verdict.getElement().setAttribute("role", "status");
    verdict.addClassNames("col", "g1");
    mistakes.addClassNames("col", "g1");
    Div start = section("Will it start?", verdict, mistakes);
    Div sum = section("It takes", totals);
    Span gap = new Span();
    gap.addClassName("sp");
    Div specHead = new Div(new H3("Spec"), gap, spec.mode());
    specHead.addClassNames("row", "under");
    Div specSection = new Div(specHead, spec);
    specSection.addClassName("sect");
    Div scroll = new Div(start, sum, quotaSection, specSection);
    scroll.addClassName("scroll");
    quota.addClassNames("col", "g3");
    quotaSection.setVisible(false);
    H2 title = new H2("Preview");
    title.addClassName("vh");
    add(title, scroll);
  }

  private static Div section(String title, Component... content) {
    Div section = new Div(new H3(title));
    section.add(content);
    section.addClassName("sect");
    return section;
  }

  /**
   * @param usual how long such starts take; empty when unknown
   */
  void fits(Fit fit, Optional<String> usual) {
    mistakes.removeAll();
    switch (fit.answer()) {
      case NOW ->
          say("circle-check", "ok", "Yes, right away", usual.map(PreviewPane::alone).orElse(""));
      case LATER ->
          say("hourglass", "warn", "Not yet: it waits and starts by itself", fit.reason());
      case NEVER -> say("circle-x", "err", "Never, as it is", fit.reason());
    }
  }

  /** What its tenant would use of each limit with it; nothing where there are none. */
  void quota(QuotaState state, Demand demand) {
    quota.removeAll();
    bars("", state.limits().whole(), state.use().whole(), demand.amounts());
    String stage = demand.stage();
    bars(
        stage.toLowerCase(Locale.ROOT) + ": ",
        state.limits().stage(stage),
        state.use().stage(stage),
        demand.amounts());
    quotaSection.setVisible(quota.getChildren().findAny().isPresent());
  }

  private void bars(String before, Amounts limits, Amounts use, Amounts more) {
    for (QuotaKind kind : QuotaKind.values()) {
      if (limits.find(kind).isPresent() && kind != QuotaKind.RUNNING_JOBS) {
        double limit = limits.get(kind);
        String numbers =
            more.get(kind) > 0
                ? "%s + %s of %s"
                    .formatted(
                        kind.number(use.get(kind)), kind.number(more.get(kind)), kind.number(limit))
                : "%s of %s".formatted(kind.number(use.get(kind)), kind.number(limit));
        String label = before + kind.label();
        quota.add(
            new UseBar(
                new UseBar.Use(
                    Character.toUpperCase(label.charAt(0)) + label.substring(1),
                    use.get(kind),
                    more.get(kind),
                    limit,
                    numbers)));
      }
    }
  }

  /** Words as a sentence of their own. */
  private static String alone(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  /** The backend cannot be asked now; Create is still taken. */
  void unknown(String why) {
    mistakes.removeAll();
    say("circle-help", "off", "Not known at the moment", why);
  }

  /** Fields need a change first; the last good preview stays, greyed. */
  void mistakes(int number, String first) {
    verdict.removeAll();
    mistakes.removeAll();
    mistakes.add(
        line(
            "circle-x",
            "err",
            number == 1 ? "1 field needs a change" : number + " fields need a change",
            first));
    setClassName("stale", true);
  }

  /**
   * @param manifest the objects of the platform; empty where there are none
   */
  void spec(ClusterSpec made, String yaml, Optional<String> defaults, Optional<String> manifest) {
    setClassName("stale", false);
    totals.removeAll();
    totals
        .with(
            "Nodes", made.workers() == 0 ? "1, the head" : "1 head and " + workers(made.workers()))
        .with("CPU", ClusterGrid.cores(made.totalCpus()))
        .with("Memory", Words.bytes(made.totalMemory().bytes()))
        .with("GPU", made.totalGpus() == 0 ? "none" : Integer.toString(made.totalGpus()));
    spec.show(yaml, defaults, manifest);
  }

  private static String workers(int number) {
    return Words.count(number, "worker", "workers");
  }

  private void say(String icon, String tone, String title, String text) {
    verdict.removeAll();
    verdict.add(line(icon, tone, title, text));
  }

  private static Div line(String icon, String tone, String title, String text) {
    Span head = new Span(Icon.of(icon), new Span(title));
    head.addClassNames("st", tone);
    Div line = new Div(head);
    line.addClassNames("col", "g1");
    if (!text.isEmpty()) {
      Paragraph more = new Paragraph(text);
      more.addClassNames("sec", "s");
      line.add(more);
    }
    return line;
  }
}
