package dev.rayport.base.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.grid.GridMultiSelectionModel.SelectAllCheckboxVisibility;
import dev.rayport.base.CappedCount;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/** Selects all rows of a filtered list, up to a number that can still be looked over and undone. */
public final class SelectAll {

  public static final int MOST = 500;

  private static final String CTRL_A =
      """
      (event.ctrlKey || event.metaKey) && event.key === 'a' \
      && !event.composedPath()[0].matches('input, textarea') && (event.preventDefault(), true)\
      """;

  private SelectAll() {}

  /** By the box in the head and by Ctrl A. The grid's pages must go through {@link #capped}. */
  public static <T> void offer(Grid<T> grid) {
    ((GridMultiSelectionModel<T>) grid.getSelectionModel())
        .setSelectAllCheckboxVisibility(SelectAllCheckboxVisibility.VISIBLE);
    grid.getElement().addEventListener("keydown", event -> select(grid)).setFilter(CTRL_A);
  }

  public static <T> void select(Grid<T> grid) {
    Set<T> all = new LinkedHashSet<>();
    grid.getGenericDataView().getItems().forEach(all::add);
    grid.asMultiSelect().setValue(all);
  }

  /** The page to read: a grid that selects all asks for everything at once. */
  public static Pageable capped(Pageable page) {
    return page.getPageSize() > MOST ? PageRequest.of(0, MOST, page.getSort()) : page;
  }

  /** How many rows a grid offers of so many: who looks for more names what it is. */
  public static int scrolled(long found) {
    return (int) Math.min(found, CappedCount.MOST);
  }

  /**
   * “3 selected”, “500 selected, the first of 1 204”.
   *
   * @param all rows of the filtered list
   */
  public static String words(int selected, long all) {
    String words = Words.count(selected) + " selected";
    return selected >= MOST && all > selected ? words + ", the first of " + Words.upTo(all) : words;
  }

  /** “Select all 312”, “Select the first 500”. */
  public static String offerWords(long all) {
    return all > MOST ? "Select the first " + Words.count(MOST) : "Select all " + Words.count(all);
  }
}
