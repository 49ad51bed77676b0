package dev.rayport.cluster.ui;

import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterState;
import dev.rayport.template.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Turns what the filter bar says into a query. */
final class ClusterSearch {

  private static final String OWNER = "owner";
  private static final String STAGE = "stage";
  private static final String STATE = "state";
  private static final String TEMPLATE = "template";

  private ClusterSearch() {}

  /** What can be filtered by, with the values to suggest. */
  static List<FilterBar.Field> fields(List<String> templates) {
    return List.of(
        new FilterBar.Field(
            STATE, Stream.of(ClusterState.values()).map(ClusterSearch::word).toList()),
        new FilterBar.Field(STAGE, Stream.of(Stage.values()).map(Stage::word).toList()),
        new FilterBar.Field(OWNER, List.of()),
        new FilterBar.Field(TEMPLATE, templates));
  }

  /** The word that people see for a state, in lower case. */
  static String word(ClusterState state) {
    return state == ClusterState.REQUESTED ? "queued" : state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Several states widen, everything else narrows.
   *
   * @return empty when nothing can match, such as for a state that there is not
   */
  static Optional<ClusterQuery> query(Filter filter) {
    Set<ClusterState> states = EnumSet.noneOf(ClusterState.class);
    Stream.of(ClusterState.values())
        .filter(state -> filter.values(STATE).stream().anyMatch(word(state)::equalsIgnoreCase))
        .forEach(states::add);
    Optional<Stage> stage =
        Stream.of(Stage.values())
            .filter(each -> filter.value(STAGE).filter(each.word()::equalsIgnoreCase).isPresent())
            .findFirst();
    boolean impossible =
        (states.isEmpty() && filter.value(STATE).isPresent())
            || (stage.isEmpty() && filter.value(STAGE).isPresent());
    return impossible
        ? Optional.empty()
        : Optional.of(
            new ClusterQuery(
                Set.copyOf(states),
                stage,
                filter.value(OWNER),
                filter.value(TEMPLATE),
                filter.text(),
                Optional.empty(),
                Optional.empty()));
  }

  /** The filter without one of its parts, for each part: what could be dropped. */
  static List<Filter> weaker(Filter filter) {
    List<Filter> weaker = new ArrayList<>();
    for (Filter.Token token : filter.tokens()) {
      List<Filter.Token> others =
          filter.tokens().stream().filter(other -> !other.equals(token)).toList();
      weaker.add(new Filter(others, filter.text()));
    }
    if (!filter.text().isEmpty()) {
      weaker.add(new Filter(filter.tokens(), ""));
    }
    return weaker;
  }

  /** What {@code weaker} lacks of {@code filter}, as a person would call it. */
  static String dropped(Filter filter, Filter weaker) {
    return filter.tokens().stream()
        .filter(token -> !weaker.tokens().contains(token))
        .findFirst()
        .map(token -> token.field() + ": " + token.value())
        .orElse(filter.text());
  }
}
