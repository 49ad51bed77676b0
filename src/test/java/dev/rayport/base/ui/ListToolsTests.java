package dev.rayport.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import blank.BlankView;
import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** What all long lists offer: select all, an order in the address, a table to take away. */
@ViewPackages(classes = BlankView.class)
class ListToolsTests extends BrowserlessTest {

  private static final int ROWS = 1204;

  private Grid<String> grid() {
    Grid<String> grid = new Grid<>();
    grid.setSelectionMode(Grid.SelectionMode.MULTI);
    grid.addColumn(text -> text).setKey("name").setSortProperty("name");
    grid.addColumn(String::length).setKey("length").setSortable(false);
    grid.setItemsPageable(page -> page(SelectAll.capped(page)), page -> ROWS);
    SelectAll.offer(grid);
    UI.getCurrent().add(grid);
    return grid;
  }

  private static List<String> page(Pageable page) {
    return IntStream.range((int) page.getOffset(), ROWS)
        .limit(page.getPageSize())
        .mapToObj(number -> "row " + number)
        .toList();
  }

  @Test
  void selectingAllOfALongListTakesItsFirstRows() {
    Grid<String> grid = grid();

    SelectAll.select(grid);

    assertThat(grid.getSelectedItems()).hasSize(SelectAll.MOST).contains("row 0", "row 499");
    assertThat(SelectAll.words(SelectAll.MOST, ROWS))
        .isEqualTo("500 selected, the first of 1\u00a0204");
    assertThat(SelectAll.offerWords(ROWS)).isEqualTo("Select the first 500");
    assertThat(SelectAll.offerWords(312)).isEqualTo("Select all 312");
  }

  @Test
  void theOrderComesFromTheAddressAndGoesThere() {
    Grid<String> grid = grid();

    GridOrder.apply(grid, "-name,length,nothing");

    assertThat(GridOrder.of(grid)).isEqualTo("-name");
    assertThat(GridOrder.sort(grid)).isEqualTo(Sort.by(Sort.Order.desc("name")));
    GridOrder.apply(grid, "");
    assertThat(GridOrder.of(grid)).isEmpty();
  }

  @Test
  void aTableIsReadToItsEndPageByPage() throws IOException {
    CsvDownload<String> csv =
        new CsvDownload<>(
            "rows",
            List.of(
                new CsvDownload.Column<>("name", row -> row),
                new CsvDownload.Column<>("length", String::length)));
    csv.show(() -> ListToolsTests::page, Sort.unsorted());
    StringWriter out = new StringWriter();

    csv.write(out);

    assertThat(out.toString().lines())
        .hasSize(ROWS + 1)
        .startsWith("name,length", "row 0,5")
        .endsWith("row 1203,8");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "=1+1|'=1+1",
        "@SUM(A1)|'@SUM(A1)",
        "-2+3|'-2+3",
        "＝1+1|'＝1+1",
        "plain|plain",
        "a,b|\"a,b\"",
        "say \"hi\"|\"say \"\"hi\"\"\"",
      },
      delimiter = '|')
  void aSpreadsheetTakesNoCellForAFormula(String text, String cell) {
    assertThat(CsvDownload.cell(text)).isEqualTo(cell);
  }

  @Test
  void aFormulaHidesBehindNoLineBreakAndNumbersStayNumbers() {
    assertThat(CsvDownload.cell("=cmd()\nmore")).isEqualTo("\"'=cmd()\nmore\"");
    assertThat(CsvDownload.cell("\t=1")).isEqualTo("\"'\t=1\"");
    assertThat(CsvDownload.cell(-3)).isEqualTo("-3");
  }
}
