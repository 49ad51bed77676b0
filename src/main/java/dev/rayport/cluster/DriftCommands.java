package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.Fit;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterSummary.Desired;
import dev.rayport.tenant.CurrentUser;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes over, or puts back, what others changed of a cluster on its platform. */
@Component
class DriftCommands {

  private static final int LONGEST_TEXT = 1500;

  private final ClusterBackend backend;
  private final ClusterCommands commands;
  private final ClusterStore store;
  private final OutsideStore outside;
  private final ClusterJson json;
  private final TransactionTemplate transaction;

  DriftCommands(
      ClusterBackend backend,
      ClusterCommands commands,
      ClusterStore store,
      OutsideStore outside,
      ClusterJson json,
      TransactionTemplate transaction) {
    this.backend = backend;
    this.commands = commands;
    this.store = store;
    this.outside = outside;
    this.json = json;
    this.transaction = transaction;
  }

  /** Asks the backend, hence never inside a transaction. */
  ClusterEntity adopt(ClusterId id) {
    ClusterEntity read = transaction.execute(status -> drifted(id));
    boolean rests = read.desired == Desired.SUSPENDED;
    Drift now =
        backend
            .drift(read.key(), store.spec(read), rests)
            .filter(drift -> same(drift.changes(), json.drift(read.drift)))
            .orElseThrow(() -> changedMeanwhile(read));
    List<Drift.Change> adopted = now.changes().stream().filter(Drift.Change::adoptable).toList();
    if (adopted.isEmpty()) {
      throw Refusal.conflict(
          "not-adoptable",
          "Rayport's spec has no words for %s; put it back, or leave it."
              .formatted(fields(now.changes())));
    }
    Fit fit = backend.fit(read.key(), now.adopted());
    if (fit.answer() == Fit.Answer.NEVER) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "does-not-fit",
          "%s may not be so here: %s Put it back, or leave it."
              .formatted(fit.resource(), fit.reason()),
          List.of());
    }
    return transaction.execute(status -> adopt(id, read, now.adopted(), adopted));
  }

  private ClusterEntity adopt(
      ClusterId id, ClusterEntity read, ClusterSpec spec, List<Drift.Change> adopted) {
    ClusterEntity cluster = drifted(id);
    if (!Objects.equals(cluster.spec, read.spec) || cluster.desired != read.desired) {
      throw changedMeanwhile(cluster);
    }
    String user = CurrentUser.require().name();
    cluster.ask(spec, json.write(spec));
    List<Drift.Change> left =
        json.drift(cluster.drift).stream().filter(change -> !change.adoptable()).toList();
    cluster.drift = left.isEmpty() ? null : json.write(left);
    boolean wakesOrRests =
        adopted.stream().anyMatch(change -> change.field().equals(Drift.SUSPENDED));
    if (wakesOrRests && cluster.desired == Desired.SUSPENDED) {
      outside.wakes(cluster);
    } else if (wakesOrRests) {
      cluster.wantSuspended(
          "Suspended outside of Rayport; %s left it so.".formatted(user), "suspended-by-user");
    } else if (cluster.state != ClusterState.SUSPENDED) {
      outside.updates(cluster, "What others changed is being taken over.", "adopting");
    }
    return commands.changed(
        cluster, "cluster.adopt-drift", said("%s adopted it: %s.", user, adopted));
  }

  ClusterEntity revert(ClusterId id) {
    return transaction.execute(status -> {
      ClusterEntity cluster = drifted(id);
      List<Drift.Change> changes = json.drift(cluster.drift);
      cluster.drift = null;
      cluster.revertWanted = true;
      if (cluster.state != ClusterState.SUSPENDED) {
        outside.updates(cluster, "What others changed is being put back.", "reverting");
      } else if (DriftWatch.holder(changes).isPresent()) {
        outside.restsAgain(cluster);
      }
      String user = CurrentUser.require().name();
      return commands.changed(
          cluster, "cluster.revert-drift", said("%s had it put back: %s.", user, changes));
    });
  }

  /** One that others changed, and the current user may change. */
  private ClusterEntity drifted(ClusterId id) {
    ClusterEntity cluster = commands.own(id);
    if (cluster.drift == null) {
      throw Refusal.conflict(
          "no-drift", "Nobody changed “%s” outside of Rayport.".formatted(cluster.name));
    }
    return cluster;
  }

  private static boolean same(List<Drift.Change> now, List<Drift.Change> shown) {
    return now.size() == shown.size()
        && now.stream().allMatch(change -> shown.stream().anyMatch(change::sameAs));
  }

  private static Refusal changedMeanwhile(ClusterEntity cluster) {
    return Refusal.conflict(
        "changed-meanwhile",
        "“%s” changed at the same moment; look again and repeat.".formatted(cluster.name));
  }

  private static String fields(List<Drift.Change> changes) {
    return changes.stream().map(Drift.Change::field).collect(Collectors.joining(", "));
  }

  private static String said(String form, String user, List<Drift.Change> changes) {
    String all =
        changes.stream()
            .map(change -> "%s %s".formatted(change.field(), change.found()).strip())
            .collect(Collectors.joining("; "));
    String text = form.formatted(user, all);
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }
}
