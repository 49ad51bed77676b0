package dev.rayport.admin.ui;

import dev.rayport.admin.Bill;
import dev.rayport.admin.FleetCluster;
import dev.rayport.admin.FleetFilter;
import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.OverseenQuery;
import dev.rayport.template.DurationText;
import dev.rayport.template.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Turns what the filter bar says into a condition. */
final class FleetSearch {

  private static final String MORE = "[>≥=]*";

  private FleetSearch() {}

  static List<FilterBar.Field> fields() {
    return List.of(
        new FilterBar.Field("tenant", List.of()),
        new FilterBar.Field(
            "state", Stream.of(ClusterState.values()).map(FleetSearch::word).toList()),
        new FilterBar.Field("stage", Stream.of(Stage.values()).map(Stage::word).toList()),
        new FilterBar.Field("owner", List.of()),
        new FilterBar.Field("template", List.of()),
        new FilterBar.Field("idle", List.of(">30m", ">1h", ">1d")),
        new FilterBar.Field("gpu", List.of("≥1", "≥8")),
        new FilterBar.Field("cost", List.of(">10", ">50")),
        new FilterBar.Field("waste", List.of(">10", ">50")));
  }

  private static String word(ClusterState state) {
    return state == ClusterState.REQUESTED ? "queued" : state.name().toLowerCase(Locale.ROOT);
  }

  /** What cannot be understood fits nothing, as on other lists. */
  static Predicate<FleetCluster> condition(Filter filter) {
    Set<ClusterState> states = EnumSet.noneOf(ClusterState.class);
    Stream.of(ClusterState.values())
        .filter(state -> filter.values("state").stream().anyMatch(word(state)::equalsIgnoreCase))
        .forEach(states::add);
    Optional<Stage> stage =
        Stream.of(Stage.values())
            .filter(each -> filter.value("stage").filter(each.word()::equalsIgnoreCase).isPresent())
            .findFirst();
    Optional<Duration> idle =
        filter.value("idle").flatMap(text -> DurationText.parse(text.replaceFirst(MORE, "")));
    boolean impossible =
        states.isEmpty() && filter.value("state").isPresent()
            || stage.isEmpty() && filter.value("stage").isPresent()
            || idle.isEmpty() && filter.value("idle").isPresent();
    if (impossible) {
      return each -> false;
    }
    ClusterQuery which =
        new ClusterQuery(
            Set.copyOf(states),
            stage,
            filter.value("owner"),
            filter.value("template"),
            filter.text(),
            Optional.empty(),
            Optional.empty());
    return new FleetFilter(new OverseenQuery(which, filter.value("tenant"), idle), Instant.now())
        .and(least(filter.value("gpu"), each -> each.holds().allGpus()))
        .and(least(filter.value("cost"), each -> each.bill().map(Bill::perDay).orElse(0.0)))
        .and(least(filter.value("waste"), each -> each.bill().map(Bill::wastePerDay).orElse(0.0)));
  }

  private static Predicate<FleetCluster> least(
      Optional<String> wanted, ToDoubleFunction<FleetCluster> amount) {
    if (wanted.isEmpty()) {
      return each -> true;
    }
    boolean more = wanted.get().matches(">[^=]*");
    try {
      double limit = Double.parseDouble(wanted.get().replaceFirst(MORE, "").strip());
      return each ->
          more ? amount.applyAsDouble(each) > limit : amount.applyAsDouble(each) >= limit;
    } catch (NumberFormatException none) {
      return each -> false;
    }
  }
}
