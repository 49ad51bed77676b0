package dev.rayport.base.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who did what with one object, newest first. */
public final class History extends Div {

  private static final List<String> HEADS =
      List.of("Time", "Who", "Did", "Outcome", "Detail", "From");

  private final transient Source source;
  private final NativeTable table = new NativeTable();
  private final Button older = new Button("Show older", click -> more());
  private final Span none = new Span("Nothing was recorded of it.");
  private String object = "";
  private transient Optional<String> cursor = Optional.empty();

  /**
   * Something that somebody did, or tried.
   *
   * @param did in a word or two
   * @param denied whether it was refused
   * @param from network address; empty for those whom it does not concern
   */
  public record Line(
      Instant at, String who, String did, boolean denied, String detail, String from) {}

  /** A door: the room that keeps the record of what was done reads it for the current user. */
  public interface Source {

    /**
     * @param object its id, as in the record
     * @param cursor from the stretch before; empty for the newest
     */
    Slice<Line> of(String object, Optional<String> cursor);
  }

  public History(Source source) {
    this.source = source;
    table.addClassNames("tbl", "flush");
    NativeTableRow head = new NativeTableRow();
    for (String title : HEADS) {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      head.add(cell);
    }
    table.getHead().add(head);
    older.addClassName("older");
    none.addClassNames("mut", "pad");
    add(table, none, older);
  }

  /** Reads it anew. */
  public void show(String of) {
    object = of;
    cursor = Optional.empty();
    table.getBody().removeAll();
    more();
  }

  private void more() {
    Slice<Line> lines = source.of(object, cursor);
    lines.items().forEach(line -> table.getBody().add(row(line)));
    cursor = lines.nextCursor();
    older.setVisible(cursor.isPresent());
    boolean any = table.getBody().getChildren().findAny().isPresent();
    table.setVisible(any);
    none.setVisible(!any);
  }

  private static NativeTableRow row(Line line) {
    NativeTableCell time = new NativeTableCell(Words.exact(line.at()));
    time.addClassName("tn");
    NativeTableCell detail = new NativeTableCell(line.detail());
    detail.addClassName("wraps");
    return new NativeTableRow(
        time,
        new NativeTableCell(line.who()),
        new NativeTableCell(line.did()),
        new NativeTableCell(
            line.denied()
                ? StateBadge.of("circle-slash", "Denied", Tone.WARN)
                : StateBadge.of("circle-check", "Done", Tone.OFF)),
        detail,
        new NativeTableCell(line.from()));
  }
}
