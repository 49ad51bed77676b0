package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.PortalTest;
import dev.rayport.ScreenTest;
import dev.rayport.TabStorage;
import dev.rayport.base.ui.Draft;
import dev.rayport.base.ui.GridOrder;
import dev.rayport.base.ui.SelectAll;
import dev.rayport.job.JobDetails;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import dev.rayport.job.SubmitJob;
import dev.rayport.tenant.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;

@PortalTest
class JobViewsTests extends ScreenTest {

  @Autowired private JobService jobs;

  JobViewsTests() {
    super("ada", Role.RESEARCHER);
  }

  @Override
  protected void leaveNothing() {
    jobs.list(JobQuery.all(), PageRequest.of(0, 100)).forEach(job -> jobs.stop(job.id()));
  }

  private JobDetails submit(String name) {
    return jobs.submit(
        SubmitJob.of(
            Map.of(
                "name",
                name,
                "entrypoint",
                "python main.py",
                "newCluster",
                Map.of("template", "scratch"))));
  }

  private JobGrid open(String parameter, String value) {
    UI.getCurrent().navigate("jobs", QueryParameters.of(parameter, value));
    return find(JobGrid.class).single();
  }

  @Test
  void theAddressHoldsTheOrder() {
    List.of("b", "a", "c").forEach(this::submit);

    JobGrid grid = open(GridOrder.PARAMETER, "-name");

    assertThat(grid.getGenericDataView().getItems().map(line -> line.job().name()))
        .containsExactly("c", "b", "a");
  }

  @Test
  void allOfTheFilteredListAreSelectedAndCounted() {
    List.of("vit-1", "vit-2", "vit-3", "other").forEach(this::submit);
    JobGrid grid = open("q", "vit");
    grid.select(grid.getGenericDataView().getItem(0));

    test(find(Button.class).withText("Select all 3").single()).click();

    assertThat(grid.getSelectedItems())
        .extracting(line -> line.job().name())
        .containsExactlyInAnyOrder("vit-1", "vit-2", "vit-3");
    assertThat(find(BulkBar.class).single().getElement().getTextRecursively())
        .contains("3 selected")
        .doesNotContain("Select all");
  }

  @Test
  void manyAreNotResubmittedWithoutAsking() {
    for (int i = 0; i < 6; i++) {
      jobs.stop(submit("many-" + i).id());
    }
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            jobs.list(JobQuery.all(), PageRequest.of(0, 100)).stream()
                .allMatch(job -> job.state().ended()));
    JobGrid grid = open("q", "many");
    SelectAll.select(grid);

    test(find(Button.class).withText("Resubmit").single()).click();

    assertThat(find(Dialog.class).single().getHeaderTitle()).isEqualTo("Resubmit 6 jobs?");
    assertThat(jobs.count(JobQuery.all())).isEqualTo(6);
    test(find(Button.class).withText("Resubmit 6 jobs").single()).click();
    assertThat(jobs.count(JobQuery.all())).isEqualTo(12);
  }

  @Test
  void whatWasTypedForAJobComesBackWithoutItsSecrets() {
    TabStorage tab = new TabStorage();
    UI.getCurrent().navigate("jobs/new");
    tab.answer();
    find(JobForm.class)
        .single()
        .show(
            Map.of(
                "runtimeEnv",
                Map.of("conda", "channels: [", "env_vars", Map.of("HF_TOKEN", "hf_1", "A", "1"))));
    test(find(TextArea.class).withLabel("Entrypoint").single()).setValue("python main.py --lr 1");
    tab.answer();
    assertThat(tab.items().values()).singleElement().asString().doesNotContain("hf_1");

    UI.getCurrent().navigate("jobs");
    UI.getCurrent().navigate("jobs/new");
    tab.answer();

    assertThat(find(JobForm.class).single().typed())
        .containsEntry("entrypoint", "python main.py --lr 1")
        .containsEntry(
            "runtimeEnv",
            Map.of("conda", "channels: [", "env_vars", Map.of("HF_TOKEN", "", "A", "1")));
    assertThat(find(Draft.class).single().getElement().getTextRecursively())
        .contains("Draft restored", "Values that look like secrets were not kept.");
  }
}
