package dev.rayport.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.admin.FleetSum;
import dev.rayport.admin.Prices;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/** The head figures over all clusters. */
class FleetStrip extends Div {

  FleetStrip() {
    addClassName("strip");
    getElement()
        .setAttribute("role", "group")
        .setAttribute("aria-label", "All clusters in figures");
  }

  void show(FleetSum all, Optional<Prices> prices, OptionalDouble cores) {
    removeAll();
    add(
        tile("Tenants", Words.count(all.tenants()), "", text(active(all))),
        tile("Clusters", Words.count(all.clusters().size()), "", text(states(all))));
    if (all.gpus() > 0) {
      add(
          tile(
              "GPUs allocated",
              Words.count(all.gpus()),
              "",
              bar(all.usedGpus(), all.idleGpus(), all.gpus())),
          tile("GPUs used", used(all, all.usedGpus()), "", share(all, all.usedGpus(), all.gpus())));
    }
    String of = cores.isPresent() ? "of " + FleetWords.amount(cores.getAsDouble()) : "";
    double whole = Math.max(cores.orElse(0), all.cpus());
    add(
        tile(
            "CPUs allocated",
            FleetWords.amount(all.cpus()),
            of,
            bar(Math.min(all.usedCpus(), all.cpus()), all.idleCpus(), whole)),
        tile("CPUs used", used(all, all.usedCpus()), "", share(all, all.usedCpus(), all.cpus())),
        idle(all));
    prices.ifPresent(known ->
        add(
            tile(
                "Cost per day",
                FleetWords.money(all.costPerDay(), known),
                "",
                text(unused(all, known)))));
    long waiting = all.in(ClusterState.REQUESTED);
    add(tile("Queue", Words.count(waiting, "cluster", "clusters"), "", text(longest(all))));
  }

  private static Component idle(FleetSum all) {
    String number =
        all.gpus() > 0
            ? FleetWords.amount(all.idleGpus()) + " GPU"
            : FleetWords.amount(all.idleCpus()) + " CPU";
    Span line = new Span();
    line.addClassName("s");
    if (all.idle() > 0) {
      line.add(Icon.small("triangle-alert"));
      line.addClassName("warn");
    }
    line.add(new Span(Words.count(all.idle(), "idle cluster", "idle clusters")));
    return tile("Idle", number, "", line);
  }

  private static String active(FleetSum all) {
    return Words.count(all.activeTenants()) + " active now";
  }

  private static String states(FleetSum all) {
    return "%s ready · %s starting · %s failed"
        .formatted(
            Words.count(all.in(ClusterState.READY)),
            Words.count(all.coming()),
            Words.count(all.in(ClusterState.FAILED)));
  }

  private static Component share(FleetSum all, double used, double allocated) {
    return text(
        all.measured()
            ? FleetWords.percent(used, allocated) + " % of allocated"
            : "not measured yet");
  }

  private static String used(FleetSum all, double amount) {
    return all.measured() ? FleetWords.amount(amount) : "–";
  }

  private static String unused(FleetSum all, Prices known) {
    return all.measured() || all.idle() > 0
        ? FleetWords.money(all.wastePerDay(), known) + " of it unused"
        : "use not measured yet";
  }

  private static String longest(FleetSum all) {
    return all.clusters().stream()
        .map(each -> each.summary())
        .filter(cluster -> cluster.state() == ClusterState.REQUESTED)
        .min(Comparator.comparing(cluster -> cluster.stateSince()))
        .map(cluster ->
            "longest %s, %s".formatted(Words.ago(cluster.stateSince()), cluster.tenant()))
        .orElse("nobody waits");
  }

  private static Span text(String words) {
    Span span = new Span(words);
    span.addClassName("s");
    return span;
  }

  private static Div tile(String label, String value, String small, Component below) {
    Span name = new Span(label);
    name.addClassNames("s", "sec");
    Span number = new Span(value);
    number.addClassName("v");
    if (!small.isEmpty()) {
      HtmlComponent of = new HtmlComponent("small");
      of.getElement().setText(" " + small);
      number.add(of);
    }
    Div tile = new Div(name, number, below);
    tile.addClassName("tile2");
    return tile;
  }

  /** Used and idle parts of a whole. */
  private static Component bar(double used, double idle, double whole) {
    Div bar = new Div(part(used, whole, ""), part(Math.min(idle, whole - used), whole, "w"));
    bar.addClassName("bar");
    bar.getElement().setAttribute("aria-hidden", "true");
    bar.setTitle("Used, and idle");
    return bar;
  }

  private static HtmlComponent part(double amount, double whole, String tone) {
    HtmlComponent part = new HtmlComponent("i");
    part.getElement().getStyle().set("width", FleetWords.percent(amount, whole) + "%");
    if (!tone.isEmpty()) {
      part.addClassName(tone);
    }
    return part;
  }
}
