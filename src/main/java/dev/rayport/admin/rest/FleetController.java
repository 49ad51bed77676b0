package dev.rayport.admin.rest;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.rayport.admin.FleetAction;
import dev.rayport.admin.FleetOrder;
import dev.rayport.admin.FleetOutcome;
import dev.rayport.admin.FleetService;
import dev.rayport.admin.Prices;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterState;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.OverseenQuery;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** All tenants' clusters, for administrators. */
@RestController
@RequestMapping("/api/v1/admin")
class FleetController {

  private final FleetService fleet;

  FleetController(FleetService fleet) {
    this.fleet = fleet;
  }

  /**
   * Filters of the list.
   *
   * @param q part of the cluster's, tenant's or owner's name
   * @param idle nobody worked on it for at least so long, such as PT1H
   */
  record Filters(
      @Nullable String tenant,
      @Nullable Set<ClusterState> state,
      @Nullable Stage stage,
      @Nullable String owner,
      @Nullable String q,
      @Nullable String template,
      @Nullable Duration idle,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore) {

    OverseenQuery query() {
      return new OverseenQuery(
          new ClusterQuery(
              Optional.ofNullable(state).orElse(Set.of()),
              Optional.ofNullable(stage),
              Optional.ofNullable(owner),
              Optional.ofNullable(template),
              Optional.ofNullable(q).orElse(""),
              Optional.ofNullable(createdAfter),
              Optional.ofNullable(createdBefore)),
          Optional.ofNullable(tenant),
          Optional.ofNullable(idle));
    }
  }

  record OrderJson(
      @Nullable List<@Nullable String> ids,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES)
          @Nullable FleetAction action,
      @Nullable String reason,
      @Nullable Duration by) {

    FleetOrder order() {
      FleetAction wanted = action;
      if (wanted == null) {
        throw Refusal.invalid("action", "An action is needed: NOTIFY, EXTEND, SUSPEND or STOP.");
      }
      return new FleetOrder(
          Optional.ofNullable(ids).orElse(List.of()).stream()
              .map(id -> Optional.ofNullable(id).orElse(""))
              .toList(),
          wanted,
          Optional.ofNullable(reason).orElse(""),
          Optional.ofNullable(by));
    }
  }

  /** How it ended for one cluster. */
  enum Outcome {
    DONE,
    REFUSED
  }

  /**
   * What became of it for one cluster.
   *
   * @param code as an error of the cluster's own route has it; null when it was done
   * @param detail why not, and the next step; null when it was done
   */
  record OutcomeJson(
      String id,
      Outcome outcome,
      @Nullable String name,
      @Nullable String tenant,
      @Nullable ClusterState state,
      @Nullable String code,
      @Nullable String detail) {

    static OutcomeJson of(FleetOutcome outcome) {
      Optional<ClusterSummary> cluster = outcome.cluster();
      return new OutcomeJson(
          outcome.id(),
          cluster.isPresent() ? Outcome.DONE : Outcome.REFUSED,
          cluster.map(ClusterSummary::name).orElse(null),
          cluster.map(ClusterSummary::tenant).orElse(null),
          cluster.map(ClusterSummary::state).orElse(null),
          outcome.refusal().map(Refusal::code).orElse(null),
          outcome.refusal().map(Refusal::detail).orElse(null));
    }
  }

  record OutcomesJson(List<OutcomeJson> items) {}

  /**
   * What an hour of things costs; null: nobody said.
   *
   * @param gpuTypes by type in lower case, others cost {@code gpuHour}
   */
  record PricesJson(
      @Nullable String currency,
      @Nullable Double cpuHour,
      @Nullable Double gibHour,
      @Nullable Double gpuHour,
      Map<String, Double> gpuTypes) {

    static PricesJson of(Optional<Prices> prices) {
      return new PricesJson(
          prices.map(Prices::currency).orElse(null),
          prices.map(Prices::cpuHour).orElse(null),
          prices.map(Prices::gibHour).orElse(null),
          prices.map(Prices::gpuHour).orElse(null),
          prices.map(Prices::gpuTypes).orElse(Map.of()));
    }
  }

  @Operation(
      summary = "Clusters of all tenants (administrators)",
      description =
          "sort: createdAt, name; or waste, cost, idle: then only what holds anything is listed")
  @GetMapping("/clusters")
  ListAnswer<FleetJson> list(@ParameterObject Filters filters, SliceRequest request) {
    String currency = fleet.prices().map(Prices::currency).orElse("");
    return ListAnswer.of(
        fleet.slice(filters.query(), request), each -> FleetJson.of(each, currency));
  }

  @Operation(
      summary = "Does the same to many clusters (administrators)",
      description =
          "action: NOTIFY, EXTEND (with by), SUSPEND or STOP. Their owners read the reason. Each"
              + " cluster has an outcome of its own")
  @PostMapping("/clusters/actions")
  OutcomesJson act(@RequestBody OrderJson wish) {
    return new OutcomesJson(fleet.act(wish.order()).stream().map(OutcomeJson::of).toList());
  }

  @Operation(summary = "What an hour of things costs (administrators)")
  @GetMapping("/prices")
  PricesJson prices() {
    return PricesJson.of(fleet.prices());
  }
}
