package dev.rayport.cluster;

import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.Fit;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.base.FieldError;
import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.template.Stage;
import dev.rayport.tenant.AsAdministrator;
import dev.rayport.tenant.AsLead;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.CurrentUser;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a user can ask of clusters; always within their tenant. */
@Service
public class ClusterService {

  private static final KeysetSlices.Sorting EVENT_ORDER =
      new KeysetSlices.Sorting(Map.of("at", "happenedAt"), "-at");
  private static final Limit LAST_STARTS = Limit.of(200);

  private final ClusterCreation creation;
  private final ClusterFinder finder;
  private final ClusterCommands commands;
  private final ClusterEdit edit;
  private final DriftCommands drift;
  private final RegisteredClusters registered;
  private final ClusterRepository clusters;
  private final ClusterEventRepository events;
  private final ClusterStartRepository starts;
  private final ClusterBackend backend;
  private final ObjectProvider<ClusterWork> work;

  /** What is on clusters is told by later rooms, which need this one: hence asked for late. */
  ClusterService(
      ClusterCreation creation,
      ClusterFinder finder,
      ClusterCommands commands,
      ClusterEdit edit,
      DriftCommands drift,
      RegisteredClusters registered,
      ClusterRepository clusters,
      ClusterEventRepository events,
      ClusterStartRepository starts,
      ClusterBackend backend,
      ObjectProvider<ClusterWork> work) {
    this.creation = creation;
    this.finder = finder;
    this.commands = commands;
    this.edit = edit;
    this.drift = drift;
    this.registered = registered;
    this.clusters = clusters;
    this.events = events;
    this.starts = starts;
    this.backend = backend;
    this.work = work;
  }

  /**
   * Accepts the wish and returns at once with state REQUESTED.
   *
   * @throws Refusal INVALID for fields, UNPROCESSABLE {@code does-not-fit}, CONFLICT {@code
   *     name-taken} or {@code name-still-stopping}
   */
  @AsResearcher
  public ClusterDetails create(CreateCluster wish) {
    return create(plan(wish));
  }

  /**
   * Checks a wish as {@link #create(CreateCluster)} does, without doing it. It asks the backend:
   * whoever creates a cluster inside a transaction plans it before.
   */
  @AsViewer
  public ClusterPlan plan(CreateCluster wish) {
    return creation.plan(wish);
  }

  /** Makes what was planned a moment ago; joins the caller's transaction. */
  @AsResearcher
  public ClusterDetails create(ClusterPlan plan) {
    return finder.details(creation.create(plan));
  }

  /** What {@link #create} would say, without doing it; throws the same refusals for fields. */
  @AsViewer
  public Fit preview(CreateCluster wish) {
    return creation.preview(wish);
  }

  /**
   * Takes up a Ray cluster that runs outside; its lifecycle stays there.
   *
   * @param address scheme, host and port of its dashboard
   * @param token Ray's cluster token; empty for none
   */
  @AsAdministrator
  public ClusterDetails register(String name, Stage stage, String address, String token) {
    List<FieldError> mistakes = new ArrayList<>();
    String problem = ResourceName.problemWith(name);
    if (!problem.isEmpty()) {
      mistakes.add(new FieldError("name", problem));
    }
    mistakes.addAll(registered.mistakes(address, token));
    if (!mistakes.isEmpty()) {
      throw Refusal.invalid(mistakes);
    }
    ClusterEntity cluster = new ClusterEntity(CurrentUser.require(), name, stage, Instant.now());
    registered.fill(cluster, address, token);
    cluster.move(ClusterState.READY, Optional.of(Condition.UNREACHABLE), Instant.now());
    cluster.explain("It was not asked yet.", "unreachable");
    String text = "Registered by %s at %s.".formatted(cluster.ownerName, cluster.rayAddress);
    return finder.details(creation.insert(cluster, text));
  }

  /**
   * @param idOrName an id, or the name of a living cluster
   * @throws Refusal NOT_FOUND, also for other tenants' clusters
   */
  @AsViewer
  @Transactional(readOnly = true)
  public ClusterDetails get(String idOrName) {
    return finder.details(finder.require(idOrName));
  }

  @AsViewer
  @Transactional(readOnly = true)
  public Slice<ClusterSummary> slice(ClusterQuery query, SliceRequest request) {
    return KeysetSlices.find(
        clusters,
        ClusterFinder.where(query),
        request,
        ClusterFinder.sorting(query, request),
        ClusterEntity::summary);
  }

  /** As {@link #slice}, with everything about each. */
  @AsViewer
  @Transactional(readOnly = true)
  public Slice<ClusterDetails> sliceDetails(ClusterQuery query, SliceRequest request) {
    return finder.details(
        KeysetSlices.find(
            clusters,
            ClusterFinder.where(query),
            request,
            ClusterFinder.sorting(query, request),
            Function.<ClusterEntity>identity()));
  }

  @AsViewer
  @Transactional(readOnly = true)
  public List<ClusterSummary> list(ClusterQuery query, Pageable page) {
    return finder.list(query, page);
  }

  /** How many match; exact up to {@link dev.rayport.base.CappedCount#MOST}. */
  @AsViewer
  @Transactional(readOnly = true)
  public long count(ClusterQuery query) {
    return finder.count(query);
  }

  /** How many of the tenant's clusters are in each state; states without any are left out. */
  @AsViewer
  @Transactional(readOnly = true)
  public Map<ClusterState, Long> counts() {
    Map<ClusterState, Long> counts = new EnumMap<>(ClusterState.class);
    clusters
        .countByState(CurrentUser.require().tenant().value())
        .forEach(count -> counts.put(count.state(), count.number()));
    return counts;
  }

  /**
   * How long clusters of this template took from the wish to READY, of the last 200 starts in the
   * tenant.
   *
   * @param template name without version
   */
  @AsViewer
  @Transactional(readOnly = true)
  public Optional<StartTimes> startTimes(String template) {
    String tenant = CurrentUser.require().tenant().value();
    return StartTimes.of(starts.lastReadyMillis(tenant, template, LAST_STARTS));
  }

  /** One line for the status bar, such as “this machine · 2 cores, 24 GiB”. */
  @AsViewer
  public String backendDescription() {
    return backend.description();
  }

  /** That the place where clusters run does not answer; empty while it does. */
  @AsViewer
  public Optional<ClusterBackend.Silence> backendSilence() {
    return backend.silence();
  }

  /** Why clusters cannot have it here, in a sentence with the next step; empty: they can. */
  @AsViewer
  public Optional<String> lacks(PlatformFeature feature) {
    return backend.lacks(feature);
  }

  /** What everyone should know about how clusters run here, in whole sentences; often nothing. */
  @AsViewer
  public List<String> backendNotices() {
    return backend.notices();
  }

  /** What would end with the cluster if it stopped now, such as its jobs; often nothing. */
  @AsViewer
  @Transactional(readOnly = true)
  public List<ClusterWork.Item> work(ClusterId id) {
    ClusterEntity cluster = finder.require(id.value());
    return work.orderedStream()
        .flatMap(door -> door.on(cluster.clusterId(), cluster.tenantId).stream())
        .toList();
  }

  /** What happened, newest first. */
  @AsViewer
  @Transactional(readOnly = true)
  public Slice<ClusterEvent> events(ClusterId id, SliceRequest request) {
    String found = finder.require(id.value()).id;
    Specification<ClusterEventEntity> which =
        (event, criteria, builder) -> builder.equal(event.get("clusterId"), found);
    return KeysetSlices.find(events, which, request, EVENT_ORDER, ClusterEventEntity::view);
  }

  /** Asks for its end, also while it waits or starts; no error when it has stopped. */
  @AsResearcher
  @Transactional
  public ClusterDetails stop(ClusterId id) {
    return finder.details(commands.stop(id));
  }

  /** Starts a stopped or failed cluster again from its stored spec. */
  @AsResearcher
  @Transactional
  public ClusterDetails start(ClusterId id) {
    return finder.details(commands.start(id));
  }

  /** Ends its processes and starts them again from the stored spec. */
  @AsResearcher
  @Transactional
  public ClusterDetails restart(ClusterId id) {
    return finder.details(commands.restart(id));
  }

  /**
   * Changes parameters and worker groups of a living cluster.
   *
   * @param values as when it was created; what is left out stays
   * @throws Refusal INVALID for fields, CONFLICT {@code needs-restart} for what cannot change while
   *     it runs, {@code no-capacity} or {@code changed-meanwhile}
   */
  @AsResearcher
  public ClusterDetails edit(ClusterId id, Map<String, Object> values) {
    return finder.details(edit.edit(id, values));
  }

  /** What {@link #edit} would do; throws the same refusals for fields. */
  @AsViewer
  public EditPlan planEdit(ClusterId id, Map<String, Object> values) {
    return edit.plan(id, values);
  }

  /**
   * Takes over into its spec what others changed on its platform, as far as the spec can say it;
   * whatever the template says, hence by leads.
   *
   * @throws Refusal CONFLICT {@code no-drift}, {@code not-adoptable} or {@code changed-meanwhile},
   *     UNPROCESSABLE {@code does-not-fit}
   */
  @AsLead
  public ClusterDetails adoptDrift(ClusterId id) {
    return finder.details(drift.adopt(id));
  }

  /** Has what others changed on its platform put back. */
  @AsResearcher
  public ClusterDetails revertDrift(ClusterId id) {
    return finder.details(drift.revert(id));
  }

  /** Ends its processes and keeps everything else of it; jobs that wait for it go on waiting. */
  @AsResearcher
  @Transactional
  public ClusterDetails suspend(ClusterId id) {
    return finder.details(commands.suspend(id));
  }

  /** Starts a suspended cluster again; it waits for its turn like any start. */
  @AsResearcher
  @Transactional
  public ClusterDetails resume(ClusterId id) {
    return finder.details(commands.resume(id));
  }

  /** Moves the time at which it stops by itself. */
  @AsResearcher
  @Transactional
  public ClusterDetails extend(ClusterId id, Duration by) {
    return finder.details(commands.extend(id, by));
  }

  /** Stops it and takes it out of lists; its history stays. */
  @AsResearcher
  @Transactional
  public void delete(ClusterId id) {
    commands.delete(id);
  }
}
