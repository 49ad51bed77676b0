package dev.rayport.base.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.server.Command;
import dev.rayport.base.ChangeFeed.Subscription;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log that grows: opens at its end, follows it, and holds only what is seen in the browser. Made
 * by {@link LogPanes}.
 */
@Tag("rp-log")
@JavaScript("context://assets/rp-log.js")
public final class LogPane extends Component implements HasStyle {

  private static final Logger log = LoggerFactory.getLogger(LogPane.class);
  private static final int MOST_LINES = 600;
  private static final int TAIL = 60;
  private static final int MARKS = 300;
  private static final int MOST_HITS = 10_000;
  private final transient Source source;
  private final transient Pulses pulses;
  private final transient LogIndex index;
  private final AtomicInteger news = new AtomicInteger();
  private final Command tell = this::tell;
  private transient Subscription following = () -> {};
  private volatile String failure = "";

  /** Where the bytes come from; called on any thread, with the rights of the page's user. */
  public interface Source {

    /**
     * @param from byte offset; beyond the end gives an empty piece
     */
    Piece read(long from, int limit);

    /** Calls back, on any thread, when the log has grown or is complete. */
    Subscription follow(Runnable grown);
  }

  /**
   * A piece of the log.
   *
   * @param size of the log now, in bytes
   * @param complete whether nothing will be added any more
   */
  public record Piece(byte[] bytes, long size, boolean complete) {}

  LogPane(Source source, Pulses pulses) {
    this.source = source;
    this.pulses = pulses;
    this.index = new LogIndex(source);
  }

  /** Shows a component in the bar, before the search. */
  public LogPane addStart(Component tool) {
    return addTool(tool, "start");
  }

  /** Shows a component in the bar, after the buttons. */
  public LogPane addEnd(Component tool) {
    return addTool(tool, "end");
  }

  private LogPane addTool(Component tool, String place) {
    tool.getElement().setAttribute("data-place", place);
    getElement().appendChild(tool.getElement());
    return this;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    Pulse pulse = pulses.of(event.getUI());
    Runnable reading = new DelegatingSecurityContextRunnable(() -> readOn(pulse));
    Runnable grown =
        () -> {
          if (news.getAndIncrement() == 0) {
            pulses.beside(reading);
          }
        };
    following = source.follow(grown);
    grown.run();
    pulse.request(tell);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    following.close();
    following = () -> {};
  }

  /** One thread at a time; ends when all news is read. */
  private void readOn(Pulse pulse) {
    int seen;
    do {
      seen = news.get();
      try {
        while (index.advance()) {
          pulse.request(tell);
        }
        failure = "";
      } catch (RuntimeException unreadable) {
        log.warn("A log cannot be read", unreadable);
        failure = String.valueOf(unreadable.getMessage());
      }
      pulse.request(tell);
    } while (!news.compareAndSet(seen, 0));
  }

  private void tell() {
    int size = index.size();
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("lines", size).put("complete", index.complete()).put("failure", failure);
    state.put("errors", index.errors()).put("warnings", index.warnings());
    state.put("firstError", index.firstError()).put("parts", MARKS);
    index.marks(true, MARKS).forEach(state.putArray("errorMarks")::add);
    index.marks(false, MARKS).forEach(state.putArray("warningMarks")::add);
    state.set("tail", json(index.lines(Math.max(1, size - TAIL + 1), TAIL)));
    getElement().callJsFunction("grew", state);
  }

  /**
   * @param from number of the first line, from 1
   */
  @ClientCallable
  ArrayNode lines(int from, int count) {
    return json(index.lines(Math.max(1, from), Math.min(count, MOST_LINES)));
  }

  /** Answers by the element's {@code found}. */
  @ClientCallable
  void search(String text) {
    getUI()
        .ifPresent(ui -> {
          Pulse pulse = pulses.of(ui);
          pulses.beside(new DelegatingSecurityContextRunnable(() -> search(text, pulse)));
        });
  }

  private void search(String text, Pulse pulse) {
    LogIndex.Hits hits = index.search(text, MOST_HITS);
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    found.put("text", text).put("total", hits.total());
    hits.lines().forEach(found.putArray("lines")::add);
    pulse.request(() -> getElement().callJsFunction("found", found));
  }

  /** Each line as {@code [number, severity, bytes left out, text, class, text, class, …]}. */
  private static ArrayNode json(List<LogIndex.Line> lines) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (LogIndex.Line line : lines) {
      ArrayNode one =
          all.addArray().add(line.number()).add(line.severity().ordinal()).add(line.more());
      AnsiText.runs(line.text()).forEach(run -> one.add(run.text()).add(run.css()));
    }
    return all;
  }
}
