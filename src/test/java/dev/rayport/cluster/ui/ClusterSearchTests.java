package dev.rayport.cluster.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar;
import dev.rayport.cluster.ClusterState;
import dev.rayport.template.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterSearchTests {

  private static Filter filter(String q) {
    return Filter.parse(
        q, ClusterSearch.fields(List.of()).stream().map(FilterBar.Field::name).toList());
  }

  @Test
  void fieldsAndFreeTextBecomeOneQuery() {
    var query =
        ClusterSearch.query(filter("owner:mira state:failed stage:training vit")).orElseThrow();

    assertThat(query.owner()).contains("mira");
    assertThat(query.states()).containsExactly(ClusterState.FAILED);
    assertThat(query.stage()).contains(Stage.TRAINING);
    assertThat(query.text()).isEqualTo("vit");
  }

  @Test
  void severalStatesWidenAndQueuedMeansRequested() {
    assertThat(ClusterSearch.query(filter("state:queued state:Starting")).orElseThrow().states())
        .containsExactlyInAnyOrder(ClusterState.REQUESTED, ClusterState.STARTING);
  }

  @Test
  void aStateThatThereIsNotMatchesNothing() {
    assertThat(ClusterSearch.query(filter("state:purple"))).isEmpty();
    assertThat(ClusterSearch.query(filter("stage:party"))).isEmpty();
  }

  @Test
  void eachPartOfAFilterCanBeDropped() {
    Filter filter = filter("owner:mira state:failed vit");

    List<Filter> weaker = ClusterSearch.weaker(filter);

    assertThat(weaker)
        .extracting(Filter::toString)
        .containsExactly("state:failed vit", "owner:mira vit", "owner:mira state:failed");
    assertThat(weaker)
        .extracting(each -> ClusterSearch.dropped(filter, each))
        .containsExactly("owner: mira", "state: failed", "vit");
  }
}
