package dev.rayport.cluster.ui;

import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Confirm;
import dev.rayport.base.ui.Toast;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.ClusterWork;
import dev.rayport.template.DurationText;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import dev.rayport.tenant.CurrentUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Asks where something would be lost, asks the service, and says that it was asked. */
@Component
class ClusterActions {

  private final ClusterService clusters;
  private final TemplateService templates;

  ClusterActions(ClusterService clusters, TemplateService templates) {
    this.clusters = clusters;
    this.templates = templates;
  }

  /** Whether the current user can ask for it now. */
  boolean enabled(ClusterAction action, ClusterSummary cluster) {
    return action.fits(cluster) && CurrentUser.require().mayChange(cluster.ownerId());
  }

  List<ClusterSummary> eligible(ClusterAction action, List<ClusterSummary> chosen) {
    return chosen.stream().filter(cluster -> enabled(action, cluster)).toList();
  }

  /** Does it to those that it can be done to. */
  void run(ClusterAction action, List<ClusterSummary> chosen) {
    List<ClusterSummary> eligible = eligible(action, chosen);
    if (eligible.isEmpty()) {
      return;
    }
    switch (action) {
      case EDIT -> edit(eligible.getFirst());
      case RESUME ->
          each(eligible, cluster -> clusters.resume(cluster.id()), "Resume requested for ");
      case EXTEND -> extend(eligible, Duration.ofHours(4));
      case START -> each(eligible, cluster -> clusters.start(cluster.id()), "Start requested for ");
      case SUSPEND, RESTART, STOP, DELETE -> confirm(action, eligible);
    }
  }

  /** Asks before it is done, whatever it is. */
  void ask(ClusterAction action, ClusterSummary cluster) {
    if (action == ClusterAction.EDIT) {
      edit(cluster);
    } else {
      confirm(action, List.of(cluster));
    }
  }

  void extend(List<ClusterSummary> chosen, Duration by) {
    each(
        chosen,
        cluster -> clusters.extend(cluster.id(), by),
        "%s more for ".formatted(DurationText.of(by)));
  }

  private void edit(ClusterSummary cluster) {
    try {
      ClusterDetails details = clusters.get(cluster.id().value());
      TemplateVersion template =
          cluster.template().contains("@")
              ? templates.get(cluster.template())
              : TemplateVersion.none(cluster.stage(), details.spec().orElseThrow());
      new EditClusterDialog(clusters, template, details).open();
    } catch (Refusal gone) {
      Toast.error(gone.detail());
    }
  }

  private void confirm(ClusterAction action, List<ClusterSummary> chosen) {
    List<ClusterWork.Item> work =
        chosen.stream().flatMap(cluster -> work(cluster).stream()).toList();
    StopCopy copy = StopCopy.of(action, chosen, work);
    Confirm.destructive(
        new Confirm.Question(
            copy.title(),
            copy.lost(),
            copy.stopped(),
            copy.kept(),
            copy.verb(),
            copy.keep(),
            copy.typed()),
        () -> doIt(action, chosen));
  }

  /** What a question names is there to warn: it is asked without, too. */
  private List<ClusterWork.Item> work(ClusterSummary cluster) {
    try {
      return cluster.registered() ? List.of() : clusters.work(cluster.id());
    } catch (Refusal gone) {
      return List.of();
    }
  }

  private void doIt(ClusterAction action, List<ClusterSummary> chosen) {
    switch (action) {
      case RESTART ->
          each(chosen, cluster -> clusters.restart(cluster.id()), "Restart requested for ");
      case SUSPEND ->
          each(chosen, cluster -> clusters.suspend(cluster.id()), "Suspend requested for ");
      case RESUME ->
          each(chosen, cluster -> clusters.resume(cluster.id()), "Resume requested for ");
      case STOP -> each(chosen, cluster -> clusters.stop(cluster.id()), "Stop requested for ");
      default -> each(chosen, cluster -> clusters.delete(cluster.id()), "Delete requested for ");
    }
  }

  private void each(List<ClusterSummary> chosen, Consumer<ClusterSummary> ask, String said) {
    List<ClusterSummary> done = new ArrayList<>();
    for (ClusterSummary cluster : chosen) {
      try {
        ask.accept(cluster);
        done.add(cluster);
      } catch (Refusal refusal) {
        Toast.error(cluster.name() + ": " + refusal.detail());
      }
    }
    if (!done.isEmpty()) {
      Toast.info(said + (done.size() == 1 ? done.getFirst().name() : done.size() + " clusters"));
    }
  }
}
