package dev.rayport.job.ui;

import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar.Field;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobState;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the filter bar of the list of jobs means. */
final class JobFilter {

  /** The words people see for states, in lower case; one word may stand for several states. */
  private static final Map<String, Set<JobState>> STATES = states();

  static final List<Field> FIELDS =
      List.of(
          new Field("state", List.copyOf(STATES.keySet())),
          new Field("owner", List.of()),
          new Field("cluster", List.of()));

  private JobFilter() {}

  private static Map<String, Set<JobState>> states() {
    Map<String, Set<JobState>> byWord = new LinkedHashMap<>();
    for (JobState state : JobState.values()) {
      String word = JobLook.of(state).word().toLowerCase(Locale.ROOT);
      byWord.computeIfAbsent(word, w -> EnumSet.noneOf(JobState.class)).add(state);
    }
    return byWord;
  }

  /**
   * What {@code view} shows, narrowed by the filter. A field named in the filter replaces the
   * view's; several states widen; words for no state are overlooked.
   */
  static JobQuery narrow(JobQuery view, Filter filter) {
    Set<JobState> states = EnumSet.noneOf(JobState.class);
    filter
        .values("state")
        .forEach(
            word -> states.addAll(STATES.getOrDefault(word.toLowerCase(Locale.ROOT), Set.of())));
    return new JobQuery(
        states.isEmpty() ? view.states() : Set.copyOf(states),
        view.stage(),
        view.template(),
        filter.value("cluster").or(view::cluster),
        filter.value("owner").or(view::owner),
        filter.text(),
        view.createdAfter(),
        view.createdBefore(),
        view.unanswered());
  }
}
