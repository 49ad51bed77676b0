package dev.rayport.base.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/**
 * A button that brings a filtered list as comma-separated values (RFC 4180), read page by page
 * while it is sent.
 */
public final class CsvDownload<T> {

  private static final int PAGE = 500;
  private static final int MOST = 50_000;

  /** Signs that begin a formula in a spreadsheet, full-width ones included. */
  private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final String name;
  private final List<Column<T>> columns;
  private volatile Wanted<T> wanted = new Wanted<>(() -> page -> List.of(), Sort.unsorted());

  /** One column with its head. */
  public record Column<T>(String head, Function<T, Object> value) {}

  /** What would be read now; asked for pages anew at each download. */
  private record Wanted<T>(Supplier<Function<Pageable, List<T>>> pages, Sort order) {}

  /**
   * @param name of the file, without its ending
   */
  public CsvDownload(String name, List<Column<T>> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  /**
   * What to bring from now on.
   *
   * @param pages called once for each download, so that its list can hold still
   */
  public void show(Supplier<Function<Pageable, List<T>>> pages, Sort order) {
    wanted = new Wanted<>(pages, order);
  }

  public Anchor link() {
    DownloadHandler handler = this::send;
    Anchor link = new Anchor(handler, "");
    link.add(Icon.of("download"));
    link.addClassName("ib");
    link.getElement()
        .setAttribute("aria-label", "Download as CSV")
        .setAttribute("title", "Download as CSV, as filtered and sorted here");
    return link;
  }

  private void send(DownloadEvent event) {
    event.setFileName(name + ".csv");
    event.setContentType("text/csv;charset=utf-8");
    // Closed only after the last row: a file that breaks off must not look whole.
    Writer out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8);
    try {
      write(out);
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Writer out) throws IOException {
    Wanted<T> now = wanted;
    Function<Pageable, List<T>> pages = now.pages().get();
    out.write(line(columns.stream().map(Column::head)));
    for (int page = 0; page * PAGE < MOST; page++) {
      List<T> rows = pages.apply(PageRequest.of(page, PAGE, now.order()));
      for (T row : rows) {
        out.write(line(columns.stream().map(column -> column.value().apply(row))));
      }
      if (rows.size() < PAGE) {
        return;
      }
    }
    out.write("only the first %d rows; narrow the list for the others\r\n".formatted(MOST));
  }

  private static String line(java.util.stream.Stream<?> values) {
    return values.map(CsvDownload::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** A cell that a spreadsheet takes as text, not as a formula. */
  static String cell(Object value) {
    String text = value.toString();
    boolean formula =
        !(value instanceof Number) && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    String plain = formula ? "'" + text : text;
    return plain.matches("(?s).*[\",;\t\r\n].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
  }
}
