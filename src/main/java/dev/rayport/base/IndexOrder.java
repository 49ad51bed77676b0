package dev.rayport.base;

import java.util.ArrayList;
import java.util.List;
import org.springframework.data.domain.Sort;

/** Orders that a database reads off an index, instead of sorting a whole tenant's rows. */
public final class IndexOrder {

  private IndexOrder() {}

  /**
   * The same order for rows in which these properties are alike. H2 uses an index only for an order
   * that names all its columns from the first on, all in one direction.
   *
   * @param same in the order of the index
   */
  public static Sort within(List<String> same, Sort sort) {
    if (same.isEmpty() || sort.isUnsorted()) {
      return sort;
    }
    Sort.Direction direction = sort.iterator().next().getDirection();
    return Sort.by(direction, same.toArray(String[]::new)).and(sort);
  }

  /** That order, its ties broken by these in the direction of its last part. */
  public static Sort ties(Sort sort, String... by) {
    List<Sort.Order> orders = new ArrayList<>(sort.toList());
    Sort.Direction direction = orders.getLast().getDirection();
    for (String property : by) {
      if (orders.stream().noneMatch(order -> order.getProperty().equals(property))) {
        orders.add(new Sort.Order(direction, property));
      }
    }
    return Sort.by(orders);
  }
}
