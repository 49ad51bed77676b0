package dev.rayport.base;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.PropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/**
 * Lists that stay cheap and stable at any depth: the cursor holds the sort key of the last item, so
 * that nothing is counted and nothing moves between pages. Entities need a property {@code id}.
 */
public final class KeysetSlices {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String FIELD = "\u001f";

  private KeysetSlices() {}

  /**
   * @param sortable what clients may sort by; properties must never be null and be strings,
   *     instants or whole numbers
   * @throws Refusal for an unknown sort field or a cursor that is not from this list
   */
  public static <E, T> Slice<T> find(
      JpaSpecificationExecutor<E> repository,
      Specification<E> which,
      SliceRequest request,
      Sorting sortable,
      Function<? super E, T> mapper) {
    Sort sort = sortable.sort(request.sort());
    Specification<E> all = which.and(IndexOrder.by(sort));
    Specification<E> rest =
        request.cursor().map(cursor -> all.and(after(decode(cursor, sort), sort))).orElse(all);
    List<E> found;
    try {
      found =
          repository.findBy(
              rest, query -> query.sortBy(sortable.within(sort)).limit(request.limit() + 1).all());
    } catch (InvalidDataAccessApiUsageException | InvalidDataAccessResourceUsageException forged) {
      // Only a cursor can hold a key of another type than its property.
      throw request.cursor().isPresent() ? foreign() : forged;
    }
    if (found.size() <= request.limit()) {
      return new Slice<>(found.stream().<T>map(mapper).toList(), Optional.empty());
    }
    List<E> stretch = found.subList(0, request.limit());
    return new Slice<>(
        stretch.stream().<T>map(mapper).toList(), Optional.of(encode(sort, stretch.getLast())));
  }

  /**
   * What a list can be sorted by.
   *
   * @param properties name for clients to the entity's properties, separated by commas
   * @param byDefault such as {@code -createdAt}
   * @param same properties that are alike in all that is found, in the order of the index that
   *     holds them before those it is sorted by
   */
  public record Sorting(Map<String, String> properties, String byDefault, List<String> same) {

    public Sorting(Map<String, String> properties, String byDefault) {
      this(properties, byDefault, List.of());
    }

    /** For a list in which these are alike. */
    public Sorting within(List<String> alike) {
      return new Sorting(properties, byDefault, alike);
    }

    private Sort within(Sort sort) {
      return IndexOrder.within(same, sort);
    }

    /** The order that {@code text} asks for, ties broken by id. */
    public Sort sort(Optional<String> text) {
      String wanted = text.orElse(byDefault);
      boolean descending = wanted.startsWith("-");
      String property = properties.get(descending ? wanted.substring(1) : wanted);
      if (property == null) {
        throw Refusal.invalid(
            "sort",
            "sort must be one of %s, with - before it for descending."
                .formatted(String.join(", ", properties.keySet().stream().sorted().toList())));
      }
      Sort.Direction direction = descending ? Sort.Direction.DESC : Sort.Direction.ASC;
      return Sort.by(direction, property.split(",")).and(Sort.by(direction, "id"));
    }
  }

  // Spring Data's own Window.positionAt cannot read a property of an embedded object.
  private static String encode(Sort sort, Object last) {
    PropertyAccessor fields = PropertyAccessorFactory.forDirectFieldAccess(last);
    StringBuilder text = new StringBuilder();
    for (Sort.Order order : sort) {
      Object value = fields.getPropertyValue(order.getProperty());
      text.append(order.getProperty())
          .append(FIELD)
          .append(kind(value))
          .append(value)
          .append(FIELD);
    }
    return ENCODER.encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What comes after the item with these keys. */
  private static <E> Specification<E> after(Map<String, Object> keys, Sort sort) {
    return (item, asked, is) -> {
      List<Predicate> any = new ArrayList<>();
      List<Predicate> alike = new ArrayList<>();
      for (Sort.Order order : sort) {
        String[] path = order.getProperty().split("\\.");
        Path<?> at = item;
        for (String step : Arrays.copyOf(path, path.length - 1)) {
          at = at.get(step);
        }
        String last = path[path.length - 1];
        boolean up = order.isAscending();
        Object key = keys.get(order.getProperty());
        List<Predicate> beyond = new ArrayList<>(alike);
        switch (key) {
          case Instant time -> beyond.add(beyond(is, at.<Instant>get(last), time, up));
          case Integer number -> beyond.add(beyond(is, at.<Integer>get(last), number, up));
          default -> beyond.add(beyond(is, at.<String>get(last), String.valueOf(key), up));
        }
        any.add(is.and(beyond));
        alike.add(is.equal(at.get(last), key));
      }
      return is.or(any);
    };
  }

  private static <Y extends Comparable<? super Y>> Predicate beyond(
      CriteriaBuilder is, Path<Y> property, Y key, boolean up) {
    return up ? is.greaterThan(property, key) : is.lessThan(property, key);
  }

  private static Map<String, Object> decode(String cursor, Sort sort) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(FIELD);
      Map<String, Object> keys = new LinkedHashMap<>();
      for (int i = 0; i + 1 < parts.length; i += 2) {
        keys.put(parts[i], value(parts[i + 1].charAt(0), parts[i + 1].substring(1)));
      }
      if (sort.stream().allMatch(order -> keys.containsKey(order.getProperty()))
          && keys.size() == sort.stream().count()) {
        return keys;
      }
    } catch (IllegalArgumentException | DateTimeParseException | IndexOutOfBoundsException e) {
      throw foreign();
    }
    throw foreign();
  }

  private static char kind(@Nullable Object value) {
    return switch (value) {
      case Instant time -> 'i';
      case Integer number -> 'n';
      case null, default -> 's';
    };
  }

  private static Object value(char kind, String text) {
    return switch (kind) {
      case 'i' -> Instant.parse(text);
      case 'n' -> Integer.valueOf(text);
      default -> text;
    };
  }

  /** For a cursor of another list or order. */
  public static Refusal foreign() {
    return Refusal.invalid(
        "cursor", "This cursor is not from this list and sort order; start without one.");
  }
}
