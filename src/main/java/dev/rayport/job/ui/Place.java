package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Tone;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;

/**
 * A cluster that a job can be sent to.
 *
 * @param running how many jobs run there now
 */
record Place(ClusterSummary cluster, long running) {

  String id() {
    return cluster.id().value();
  }

  String name() {
    return cluster.name();
  }

  boolean ready() {
    return cluster.state() == ClusterState.READY;
  }

  /** One row to choose from: name, state, size, what it is busy with. */
  Component line() {
    Span name = new Span(name());
    name.addClassNames("name", "el");
    Span size = new Span(size());
    size.addClassName("sec");
    Span busy = new Span(busy());
    busy.addClassNames("sec", "s", "el");
    Div line = new Div(name, badge(), size, busy);
    line.addClassName("place");
    return line;
  }

  private Component badge() {
    return ready()
        ? StateBadge.of("circle-check", "Ready", Tone.OK)
        : StateBadge.of("loader-circle", "Starting", Tone.BUSY);
  }

  private String size() {
    String cpus =
        cluster.cpus() == Math.rint(cluster.cpus())
            ? Words.count(Math.round(cluster.cpus()))
            : Double.toString(cluster.cpus());
    return cluster.gpus() > 0 ? "%s CPU, %d GPU".formatted(cpus, cluster.gpus()) : cpus + " CPU";
  }

  private String busy() {
    if (!ready()) {
      return cluster.reason().isEmpty() ? "the job waits until it is ready" : cluster.reason();
    }
    return running == 0
        ? "nothing runs there"
        : Words.count(running, "job runs", "jobs run") + " there";
  }
}
