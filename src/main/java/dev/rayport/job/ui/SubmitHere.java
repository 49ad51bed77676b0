package dev.rayport.job.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.ObjectAction;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** “Submit job” on a cluster's page and in its menu. */
@Component
class SubmitHere implements ObjectAction {

  private static final Set<ClusterState> USABLE =
      EnumSet.of(
          ClusterState.REQUESTED, ClusterState.STARTING, ClusterState.READY, ClusterState.UPDATING);

  private final ClusterService clusters;

  SubmitHere(ClusterService clusters) {
    this.clusters = clusters;
  }

  @Override
  public String objectKind() {
    return "cluster";
  }

  @Override
  public int order() {
    return 0;
  }

  @Override
  public String label() {
    return "Submit job";
  }

  @Override
  public String icon() {
    return "play";
  }

  @Override
  public String key() {
    return "j";
  }

  @Override
  public boolean primary() {
    return true;
  }

  @Override
  public boolean enabled(String objectId) {
    try {
      return CurrentUser.require().role().atLeast(Role.RESEARCHER)
          && usable(clusters.get(objectId).summary());
    } catch (Refusal gone) {
      return false;
    }
  }

  private static boolean usable(ClusterSummary cluster) {
    return USABLE.contains(cluster.state()) && !cluster.readOnly();
  }

  @Override
  public void run(String objectId) {
    UI.getCurrent().navigate("jobs/new", QueryParameters.of("cluster", objectId));
  }
}
