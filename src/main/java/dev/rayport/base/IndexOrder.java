package dev.rayport.base;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;

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

  /**
   * What is true of every row anyway, said of what is sorted by first: H2 then takes the index of
   * that property among those that begin alike, whichever the direction.
   *
   * @param sort by a property that is never null
   */
  public static <E> Specification<E> by(Sort sort) {
    String property = sort.iterator().next().getProperty();
    return (item, asked, is) -> {
      Path<?> at = item;
      for (String step : property.split("\\.")) {
        at = at.get(step);
      }
      return least(is, at);
    };
  }

  @SuppressWarnings("unchecked") // the type was asked for
  private static Predicate least(CriteriaBuilder is, Path<?> at) {
    Class<?> type = at.getJavaType();
    if (type == Instant.class) {
      return is.greaterThanOrEqualTo((Path<Instant>) at, Instant.EPOCH);
    }
    if (type == String.class) {
      return is.greaterThanOrEqualTo((Path<String>) at, "");
    }
    if (type.isEnum()) {
      return firstOf(is, at, type);
    }
    return is.ge((Path<? extends Number>) at, 0);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an enum is comparable to itself
  private static Predicate firstOf(CriteriaBuilder is, Path<?> at, Class<?> type) {
    Enum first =
        (Enum)
            Arrays.stream(type.getEnumConstants())
                .min(Comparator.comparing(Object::toString))
                .orElseThrow();
    return is.greaterThanOrEqualTo((Path) at, first);
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
