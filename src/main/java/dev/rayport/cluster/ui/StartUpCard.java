package dev.rayport.cluster.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.shared.Registration;
import dev.rayport.backend.StartStep;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Icon;
import dev.rayport.base.ui.StateBadge;
import dev.rayport.base.ui.Tone;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The start, step by step with durations; one line once the cluster is ready. */
class StartUpCard extends Composite<Card> {

  private static final int TICK_MILLIS = 1000;

  private transient List<StartStep> steps = List.of();
  private ClusterState state = ClusterState.REQUESTED;
  private String usual = "";
  private transient Registration ticks = () -> {};

  @Override
  protected Card initContent() {
    return new Card("Start-up");
  }

  /**
   * @param usual how long such starts take, as a sentence; empty when unknown
   */
  void show(ClusterDetails details, String usual) {
    this.usual = usual;
    steps = details.steps();
    state = details.summary().state();
    setVisible(!steps.isEmpty());
    draw();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    ticks = event.getUI().addPollListener(poll -> draw());
    pace(StartTimeline.of(steps, Instant.now()));
  }

  @Override
  protected void onDetach(DetachEvent event) {
    ticks.remove();
    event.getUI().setPollInterval(-1);
  }

  private void draw() {
    StartTimeline timeline = StartTimeline.of(steps, Instant.now());
    Div gantt = new Div();
    gantt.addClassName("gantt");
    timeline.bars().forEach(bar -> addBar(gantt, bar));
    boolean over = state != ClusterState.REQUESTED && state != ClusterState.STARTING;
    if (over && state != ClusterState.FAILED) {
      getContent().beside("Ready in " + StartTimeline.brief(timeline.total()) + slowest(timeline));
      NativeDetails fold = new NativeDetails("Show the steps", gantt);
      fold.addClassName("fold");
      getContent().padded(fold);
    } else {
      String sofar = StartTimeline.brief(timeline.total()) + (over ? "" : " so far");
      getContent().beside(sofar + (usual.isEmpty() ? "" : "; " + usual) + slowest(timeline));
      getContent().padded(gantt);
    }
    pace(timeline);
  }

  /** Asks for the time once a second, only while something runs. */
  private void pace(StartTimeline timeline) {
    getUI().ifPresent(ui -> ui.setPollInterval(timeline.running() ? TICK_MILLIS : -1));
  }

  private static String slowest(StartTimeline timeline) {
    return timeline
        .slowest()
        .map(bar -> " · slowest: " + bar.step().step().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private static void addBar(Div gantt, StartTimeline.Bar bar) {
    StartStep step = bar.step();
    Span detail = new Span(step.detail());
    detail.addClassNames("sec", "el", "s");
    detail.getElement().setAttribute("title", step.detail());
    Div track = new Div();
    track.addClassName("gb");
    if (bar.took().isPresent()) {
      Element fill = new Element("i");
      fill.getClassList().add(tone(step).css());
      fill.getStyle().set("left", percent(Math.min(bar.from(), 99)));
      fill.getStyle().set("width", percent(Math.min(bar.width(), 100 - bar.from())));
      track.getElement().appendChild(fill);
    }
    Span took = new Span(bar.took().map(StartTimeline::brief).orElse("–"));
    took.addClassNames("num", "r", "s");
    gantt.add(name(step), detail, track, took);
  }

  private static Component name(StartStep step) {
    if (step.state() == StartStep.State.WAITING) {
      Span waiting = new Span(Icon.of("circle-dashed"), new Span(step.step()));
      waiting.addClassNames("st", "off");
      return waiting;
    }
    String icon =
        switch (step.state()) {
          case RUNNING -> "loader-circle";
          case FAILED -> "circle-x";
          default -> "circle-check";
        };
    return StateBadge.of(icon, step.step(), tone(step));
  }

  private static Tone tone(StartStep step) {
    return switch (step.state()) {
      case WAITING -> Tone.OFF;
      case RUNNING -> Tone.BUSY;
      case DONE -> Tone.OK;
      case FAILED -> Tone.ERR;
    };
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f%%", Math.max(value, 0));
  }
}
