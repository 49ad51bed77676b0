package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.Fit;
import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.template.Stage;
import dev.rayport.tenant.AsLead;
import dev.rayport.tenant.CurrentUser;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Clusters in the tenant's places that Rayport did not make, to be shown or managed here. */
@Service
public class ForeignClusters {

  private static final String ADOPTED = "adopted";

  private final ClusterBackend backend;
  private final ClusterRepository clusters;
  private final ClusterCreation creation;
  private final ClusterFinder finder;
  private final ClusterJson json;
  private final Clock clock = Clock.systemUTC();

  ForeignClusters(
      ClusterBackend backend,
      ClusterRepository clusters,
      ClusterCreation creation,
      ClusterFinder finder,
      ClusterJson json) {
    this.backend = backend;
    this.clusters = clusters;
    this.creation = creation;
    this.finder = finder;
    this.json = json;
  }

  /** Whether others can make clusters where this portal's run. */
  @AsLead
  public boolean possible() {
    return backend.hasObjects();
  }

  /** Those that are neither shown nor managed here yet, oldest first. */
  @AsLead
  public List<FoundCluster> list() {
    String tenant = tenant();
    List<String> stages = Arrays.stream(Stage.values()).map(Stage::word).toList();
    return backend.found(tenant, stages).stream()
        .filter(found -> !clusters.isAdopted(tenant, stage(found), found.object()))
        .sorted(java.util.Comparator.comparing(FoundCluster::createdAt))
        .toList();
  }

  /**
   * What managing one would mean; writes nothing.
   *
   * @throws Refusal NOT_FOUND
   */
  @AsLead
  public TakeOver plan(Stage stage, String object) {
    require(stage, object);
    return takeOver(new ClusterKey("not-adopted-yet", tenant(), stage.word(), object, object));
  }

  /**
   * Shows it, or takes it over.
   *
   * @throws Refusal NOT_FOUND, INVALID for the name, CONFLICT {@code name-taken} or {@code
   *     not-manageable}, UNPROCESSABLE {@code does-not-fit}
   */
  @AsLead
  public ClusterDetails adopt(AdoptCluster wish) {
    String problem = ResourceName.problemWith(wish.name());
    if (!problem.isEmpty()) {
      throw Refusal.invalid("name", problem);
    }
    FoundCluster found = require(wish.stage(), wish.object());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ClusterEntity cluster =
        new ClusterEntity(CurrentUser.require(), wish.name(), wish.stage(), now);
    cluster.become(found.object());
    TakeOver takeOver = takeOver(cluster.key());
    cluster.ask(takeOver.spec(), json.write(takeOver.spec()));
    if (wish.managed()) {
      manage(cluster, takeOver, now);
    } else {
      cluster.spec = null;
      cluster.registered = true;
      cluster.move(ClusterState.READY, Optional.of(Condition.UNREACHABLE), now);
      cluster.explain("It was not looked at yet.", "unreachable");
    }
    String text =
        wish.managed()
            ? "%s took over %s, which %s made."
                .formatted(cluster.ownerName, found.object(), found.madeBy())
            : "%s had %s shown here, which %s made."
                .formatted(cluster.ownerName, found.object(), found.madeBy());
    return finder.details(creation.insert(cluster, text));
  }

  private void manage(ClusterEntity cluster, TakeOver takeOver, Instant now) {
    if (!takeOver.hindrances().isEmpty()) {
      throw Refusal.conflict(
          "not-manageable",
          "Rayport cannot manage it, only show it. " + String.join(" ", takeOver.hindrances()));
    }
    Fit fit = backend.fit(cluster.key(), takeOver.spec());
    if (fit.answer() == Fit.Answer.NEVER) {
      throw new Refusal(
          Refusal.Kind.UNPROCESSABLE,
          "does-not-fit",
          "Rayport cannot manage it, only show it: %s".formatted(fit.reason()),
          List.of());
    }
    cluster.templateName = ADOPTED;
    cluster.times.started(now);
    cluster.times.readyAt = now;
    cluster.move(ClusterState.UPDATING, Optional.empty(), now);
    cluster.explain("Rayport is taking it over.", "taking-over");
  }

  private FoundCluster require(Stage stage, String object) {
    return list().stream()
        .filter(found -> stage(found) == stage && found.object().equals(object))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("cluster not made here", object));
  }

  private TakeOver takeOver(ClusterKey key) {
    return backend
        .takeOver(key)
        .orElseThrow(() -> Refusal.notFound("cluster not made here", key.object()));
  }

  private static Stage stage(FoundCluster found) {
    return Stage.valueOf(found.stage().toUpperCase(Locale.ROOT));
  }

  private static String tenant() {
    return CurrentUser.require().tenant().value();
  }
}
