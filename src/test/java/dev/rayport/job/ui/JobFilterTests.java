package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.ui.Filter;
import dev.rayport.base.ui.FilterBar.Field;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobFilterTests {

  private static final Instant TODAY = Instant.parse("2026-11-21T00:00:00Z");

  @Test
  void aStateThatPeopleSeeMayBeSeveralOfTheApi() {
    assertThat(narrow(JobQuery.all(), "state:preparing").states())
        .containsExactlyInAnyOrder(JobState.SUBMITTED, JobState.PENDING);
  }

  @Test
  void theViewGivesWhatTheFilterDoesNotSay() {
    JobQuery query = narrow(JobsShown.FAILED.query("mira", TODAY), "cluster:train-1 vit");

    assertThat(query.states()).containsExactlyInAnyOrder(JobState.FAILED, JobState.LOST);
    assertThat(query.cluster()).contains("train-1");
    assertThat(query.text()).isEqualTo("vit");
    assertThat(query.createdAfter()).contains(TODAY);
  }

  @Test
  void theFilterReplacesTheViewsField() {
    JobQuery query = narrow(JobsShown.MINE.query("mira", TODAY), "owner:jo");

    assertThat(query.owner()).contains("jo");
  }

  @Test
  void unknownWordsInTheAddressShowTheTenant() {
    assertThat(JobsShown.ofWord("<script>")).isEqualTo(JobsShown.TENANT);
    assertThat(JobsShown.ofWord("mine")).isEqualTo(JobsShown.MINE);
  }

  private static JobQuery narrow(JobQuery view, String written) {
    return JobFilter.narrow(
        view, Filter.parse(written, JobFilter.FIELDS.stream().map(Field::name).toList()));
  }
}
