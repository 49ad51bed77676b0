package dev.rayport.tenant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.rayport.base.ui.Card;
import dev.rayport.base.ui.Words;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A short table of one's own things, each with something that can be done to it. */
final class Table {

  private Table() {}

  private static NativeTable of(List<String> heads, List<NativeTableRow> rows) {
    NativeTable table = new NativeTable();
    table.addClassName("tbl");
    NativeTableRow head = new NativeTableRow();
    heads.forEach(title -> {
      NativeTableHeaderCell cell = new NativeTableHeaderCell(title);
      cell.getElement().setAttribute("scope", "col");
      head.add(cell);
    });
    table.getHead().add(head);
    rows.forEach(table.getBody()::add);
    return table;
  }

  static NativeTableRow row(Component... cells) {
    return new NativeTableRow(
        Stream.of(cells).map(NativeTableCell::new).toArray(NativeTableCell[]::new));
  }

  static Span name(String text) {
    Span name = new Span(text);
    name.addClassName("b");
    return name;
  }

  static Span ago(Instant then) {
    Span span = new Span(Words.ago(then));
    span.setTitle(Words.exact(then));
    return span;
  }

  static Button action(String label, String what, Runnable run) {
    Button button = new Button(label, click -> run.run());
    button.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
    button.setAriaLabel("%s %s".formatted(label.replace("…", ""), what));
    return button;
  }

  /**
   * Shows rows in a card.
   *
   * @param none what stands there while there are none
   */
  static void fill(Card card, List<String> heads, List<NativeTableRow> rows, String none) {
    card.beside(Words.count(rows.size()));
    if (rows.isEmpty()) {
      Paragraph said = new Paragraph(none);
      said.addClassName("sec");
      card.padded(said);
    } else {
      card.content(of(heads, rows));
    }
  }
}
