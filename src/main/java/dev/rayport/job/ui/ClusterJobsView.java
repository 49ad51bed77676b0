package dev.rayport.job.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.rayport.base.ui.Actions;
import dev.rayport.base.ui.Broadcaster;
import dev.rayport.base.ui.EmptyState;
import dev.rayport.base.ui.ReasonSource;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ui.ClusterLayout;
import dev.rayport.cluster.ui.ClusterTab;
import dev.rayport.cluster.ui.ShowsCluster;
import dev.rayport.job.JobQuery;
import dev.rayport.job.JobService;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** The jobs of one cluster, those of the past included. */
@Route(value = "jobs", layout = ClusterLayout.class)
@PermitAll
class ClusterJobsView extends Div implements ShowsCluster {

  private final JobTable table;
  private final Div empty = new Div();
  private String cluster = "";

  /** Puts it on the cluster's page. */
  @org.springframework.stereotype.Component
  static class Tab implements ClusterTab {
    @Override
    public String title() {
      return "Jobs";
    }

    @Override
    public int order() {
      return 20;
    }

    @Override
    public Class<? extends Component> view() {
      return ClusterJobsView.class;
    }
  }

  ClusterJobsView(
      JobService jobs,
      JobMenu menu,
      ObjectProvider<ReasonSource> reasons,
      Broadcaster broadcaster) {
    table = new JobTable(jobs, menu, reasons.stream().toList());
    table.grid().fit(true);
    empty.addClassName("gridbody");
    addClassName("gridbody");
    add(table, empty);
    broadcaster.onChange(this, table::note, () -> fold(table.refresh()));
  }

  @Override
  public void show(ClusterDetails details) {
    String id = details.id().value();
    if (id.equals(cluster)) {
      return;
    }
    cluster = id;
    JobQuery all = JobQuery.all();
    empty.removeAll();
    empty.add(
        new EmptyState(
            "list-checks",
            "No jobs on this cluster",
            "Jobs that were sent to %s stay listed here, with their logs, after it is gone."
                .formatted(details.summary().name()),
            Actions.link("play", "Submit a job", "", "jobs/new?cluster=" + id)));
    fold(
        table.show(
            new JobQuery(
                all.states(),
                Optional.of(id),
                all.owner(),
                "",
                all.createdAfter(),
                all.createdBefore())));
  }

  private void fold(long found) {
    table.setVisible(found > 0);
    empty.setVisible(found == 0);
  }
}
