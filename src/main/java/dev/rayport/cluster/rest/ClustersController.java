package dev.rayport.cluster.rest;

import dev.rayport.backend.NodeObservation;
import dev.rayport.base.NameSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.base.rest.LongPoll;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterEvent;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.CreateCluster;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.Stage;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/clusters")
class ClustersController {

  private final ClusterService clusters;
  private final LongPoll longPoll;

  ClustersController(ClusterService clusters, LongPoll longPoll) {
    this.clusters = clusters;
    this.longPoll = longPoll;
  }

  /** When it stops by itself; whatever comes first. */
  record StopWhenJson(@Nullable Duration idle, @Nullable Duration ttl, @Nullable Instant at) {

    StopWhen toStopWhen() {
      return new StopWhen(
          Optional.ofNullable(idle), Optional.ofNullable(ttl), Optional.ofNullable(at));
    }
  }

  record NewClusterJson(
      @Nullable String name,
      @Nullable String template,
      @Nullable Map<String, @Nullable Object> values,
      @Nullable Map<String, @Nullable String> labels,
      @Nullable StopWhenJson stopWhen) {}

  record RegisterJson(
      @Nullable String name,
      @Nullable Stage stage,
      @Nullable String address,
      @Nullable String token) {

    /** Without the values that may be secrets. */
    @Override
    public String toString() {
      return "RegisterJson[%s, %s, %s]".formatted(name, stage, address);
    }
  }

  record ExtendJson(@Nullable Duration by) {}

  record EditJson(@Nullable Map<String, @Nullable Object> values) {

    Map<String, Object> given() {
      if (values == null) {
        throw Refusal.invalid("values", "values is needed, such as {workers: 2}.");
      }
      return NullFree.map("values", values);
    }
  }

  /** Filters of the list. */
  record Filters(
      @Nullable Set<ClusterState> state,
      @Nullable Stage stage,
      @Nullable String owner,
      @Nullable String q,
      @Nullable String template,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore) {

    ClusterQuery query() {
      return new ClusterQuery(
          Optional.ofNullable(state).orElse(Set.of()),
          Optional.ofNullable(stage),
          Optional.ofNullable(owner),
          Optional.ofNullable(template),
          Optional.ofNullable(q).orElse(""),
          Optional.ofNullable(createdAfter),
          Optional.ofNullable(createdBefore));
    }
  }

  @Operation(summary = "Asks for a cluster; it starts as soon as it fits")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson create(@RequestBody NewClusterJson wish) {
    return ClusterJson.of(
        clusters.create(
            new CreateCluster(
                given(wish.name()),
                given(wish.template()),
                NullFree.map("values", wish.values()),
                NullFree.map("labels", wish.labels()),
                Optional.ofNullable(wish.stopWhen()).map(StopWhenJson::toStopWhen))));
  }

  @Operation(
      summary = "Takes up a Ray cluster that runs outside (administrators)",
      description = "address: scheme, host and port of its dashboard; token: Ray's cluster token")
  @PostMapping("/registered")
  @ResponseStatus(HttpStatus.CREATED)
  ClusterJson register(@RequestBody RegisterJson wish) {
    Stage stage =
        Optional.ofNullable(wish.stage())
            .orElseThrow(() -> Refusal.invalid("stage", "A stage is needed, such as TRAINING."));
    return ClusterJson.of(
        clusters.register(given(wish.name()), stage, given(wish.address()), given(wish.token())));
  }

  @GetMapping
  ListAnswer<ClusterJson> list(@ParameterObject Filters filters, SliceRequest request) {
    return ListAnswer.of(clusters.sliceDetails(filters.query(), request), ClusterJson::of);
  }

  @Operation(
      summary = "One cluster, by id or by the name of a living one",
      description = "?wait=PT60S answers when its state changes or the time is over")
  @GetMapping("/{idOrName}")
  ClusterJson get(@PathVariable String idOrName, @RequestParam Optional<Duration> wait) {
    ClusterDetails first = clusters.get(idOrName);
    String id = first.id().value();
    return ClusterJson.of(
        longPoll.await(
            wait,
            "cluster",
            id,
            () -> clusters.get(id),
            details -> List.of(details.summary().state(), details.summary().condition())));
  }

  @Operation(
      summary = "What happened to it",
      description = "Newest first unless told; sort takes only at")
  @GetMapping("/{idOrName}/events")
  ListAnswer<ClusterEvent> events(@PathVariable String idOrName, SliceRequest request) {
    return ListAnswer.of(clusters.events(clusters.get(idOrName).id(), request));
  }

  @Operation(summary = "Nodes as last observed", description = "By name; sort takes only name")
  @GetMapping("/{idOrName}/nodes")
  ListAnswer<NodeJson> nodes(@PathVariable String idOrName, SliceRequest request) {
    return ListAnswer.of(
        NameSlices.of(clusters.get(idOrName).nodes(), NodeObservation::name, request),
        NodeJson::of);
  }

  @PostMapping("/{idOrName}/stop")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson stop(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.stop(clusters.get(idOrName).id()));
  }

  @PostMapping("/{idOrName}/start")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson start(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.start(clusters.get(idOrName).id()));
  }

  @PostMapping("/{idOrName}/restart")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson restart(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.restart(clusters.get(idOrName).id()));
  }

  @Operation(
      summary = "Changes parameters and worker groups while it lives",
      description =
          "values as when it was created; what is left out stays. A worker group that was added goes"
              + " with {name, remove: true}. 409 needs-restart for what cannot change while it runs")
  @PatchMapping("/{idOrName}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson edit(@PathVariable String idOrName, @RequestBody EditJson wish) {
    return ClusterJson.of(clusters.edit(clusters.get(idOrName).id(), wish.given()));
  }

  @Operation(summary = "What a change would do, without doing it")
  @PostMapping("/{idOrName}/plan")
  EditPlanJson plan(@PathVariable String idOrName, @RequestBody EditJson wish) {
    return EditPlanJson.of(clusters.planEdit(clusters.get(idOrName).id(), wish.given()));
  }

  @Operation(summary = "Ends all that runs of it and keeps it; jobs wait for its return")
  @PostMapping("/{idOrName}/suspend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson suspend(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.suspend(clusters.get(idOrName).id()));
  }

  @Operation(summary = "Starts a suspended one again")
  @PostMapping("/{idOrName}/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson resume(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.resume(clusters.get(idOrName).id()));
  }

  @Operation(summary = "Moves the time at which it stops by itself")
  @PostMapping("/{idOrName}/extend")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson extend(@PathVariable String idOrName, @RequestBody ExtendJson wish) {
    Duration by =
        Optional.ofNullable(wish.by())
            .orElseThrow(() -> Refusal.invalid("by", "by is needed, such as PT4H."));
    return ClusterJson.of(clusters.extend(clusters.get(idOrName).id(), by));
  }

  @Operation(summary = "Stops it and takes it out of lists; its history stays")
  @DeleteMapping("/{idOrName}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson delete(@PathVariable String idOrName) {
    String id = clusters.get(idOrName).id().value();
    clusters.delete(clusters.get(idOrName).id());
    return ClusterJson.of(clusters.get(id));
  }

  private static String given(@Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }
}
