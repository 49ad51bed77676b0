package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Words;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import java.time.Instant;

/** Facts of one cluster, for the pane and the page. */
class ClusterFacts extends Facts {

  ClusterFacts(ClusterDetails details) {
    ClusterSummary cluster = details.summary();
    with("Template", template(cluster));
    with("Owner", cluster.owner());
    if (!cluster.registered()) {
      with("Workers", workers(cluster));
      with("Size", size(cluster));
    }
    details.spec().ifPresent(spec -> with("Ray", spec.rayVersion()));
    with("Created", moment(cluster.createdAt()));
    details.readyAt().ifPresent(at -> with("Ready", moment(at)));
    if (cluster.state() == ClusterState.STOPPED || cluster.state() == ClusterState.FAILED) {
      details.stoppedAt().ifPresent(at -> with("Stopped", moment(at)));
    } else if (!cluster.registered()) {
      with("Stops", StopTime.rules(cluster, details.stopWhen()));
    }
    details.rayAddress().ifPresent(address -> with("Ray address", mono(address)));
    if (!details.labels().isEmpty()) {
      with("Labels", labels(details));
    }
  }

  private static com.vaadin.flow.component.Component template(ClusterSummary cluster) {
    if (cluster.readOnly()) {
      return new Span("none: made outside of Rayport, only shown here");
    }
    if (cluster.registered()) {
      return new Span("none: registered, runs outside");
    }
    if (!cluster.template().contains("@")) {
      return new Span("none: " + cluster.template());
    }
    String[] parts = cluster.template().split("@", 2);
    Anchor link = new Anchor("templates/" + String.join("/", parts), parts[0]);
    link.getElement().setAttribute("router-link", true);
    Span version = new Span("@" + parts[parts.length - 1]);
    version.addClassName("tag");
    Div both = new Div(link, version);
    both.addClassName("row");
    return both;
  }

  private static String workers(ClusterSummary cluster) {
    if (cluster.workersDesired() == 0) {
      return "none, only the head";
    }
    return cluster.state() == ClusterState.STOPPED || cluster.state() == ClusterState.FAILED
        ? Integer.toString(cluster.workersDesired())
        : "%d of %d ready".formatted(cluster.workersReady(), cluster.workersDesired());
  }

  private static String size(ClusterSummary cluster) {
    String gpus = cluster.gpus() == 0 ? "" : ", " + cluster.gpus() + " GPU";
    return "%s CPU, %s%s"
        .formatted(ClusterGrid.cores(cluster.cpus()), Words.bytes(cluster.memory().bytes()), gpus);
  }

  private static Span moment(Instant at) {
    Span text = new Span(Words.ago(at));
    text.getElement().setAttribute("title", Words.exact(at));
    return text;
  }

  private static Span mono(String text) {
    Span span = new Span(text);
    span.addClassName("mono");
    return span;
  }

  private static Div labels(ClusterDetails details) {
    Div tags = new Div();
    tags.addClassNames("row", "wrap");
    details
        .labels()
        .forEach((key, value) -> {
          Span tag = new Span(key + "=" + value);
          tag.addClassName("tag");
          tags.add(tag);
        });
    return tags;
  }
}
