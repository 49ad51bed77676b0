package dev.rayport.base.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.Grid.Column;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.data.domain.Sort;

/** The order of a list as its address holds it: {@code name}, or {@code -createdAt,name}. */
public final class GridOrder {

  /** Name of the parameter. */
  public static final String PARAMETER = "sort";

  private GridOrder() {}

  /** Empty for the usual order. */
  public static <T> String of(Grid<T> grid) {
    return grid.getSortOrder().stream()
        .map(order ->
            (order.getDirection() == SortDirection.DESCENDING ? "-" : "")
                + order.getSorted().getKey())
        .collect(Collectors.joining(","));
  }

  /** Sorts as written; columns that there are not, or that have no order, are overlooked. */
  public static <T> void apply(Grid<T> grid, String written) {
    if (written.equals(of(grid))) {
      return;
    }
    List<GridSortOrder<T>> orders = new ArrayList<>();
    for (String part : written.split(",")) {
      boolean down = part.startsWith("-");
      Column<T> column = grid.getColumnByKey(down ? part.substring(1) : part);
      if (column != null && column.isSortable()) {
        orders.add(
            new GridSortOrder<>(column, down ? SortDirection.DESCENDING : SortDirection.ASCENDING));
      }
    }
    grid.sort(orders);
  }

  /** The same for the database. */
  public static <T> Sort sort(Grid<T> grid) {
    return Sort.by(
        grid.getSortOrder().stream()
            .flatMap(order -> order.getSorted().getSortOrder(order.getDirection()))
            .map(order ->
                order.getDirection() == SortDirection.DESCENDING
                    ? Sort.Order.desc(order.getSorted())
                    : Sort.Order.asc(order.getSorted()))
            .toList());
  }

  /** Called when the user sorts. */
  public static <T> void onChange(Grid<T> grid, Runnable listener) {
    grid.addSortListener(sorted -> {
      if (sorted.isFromClient()) {
        listener.run();
      }
    });
  }
}
