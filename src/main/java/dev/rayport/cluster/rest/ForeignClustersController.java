package dev.rayport.cluster.rest;

import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.TakeOver;
import dev.rayport.base.NameSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.cluster.AdoptCluster;
import dev.rayport.cluster.ForeignClusters;
import dev.rayport.template.Stage;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/foreign-clusters")
class ForeignClustersController {

  private final ForeignClusters clusters;

  ForeignClustersController(ForeignClusters clusters) {
    this.clusters = clusters;
  }

  /** How one is to be adopted. */
  enum Mode {
    /** It is shown, and never written to. */
    READ_ONLY,
    /** Rayport writes to it from now on. */
    MANAGED
  }

  record AdoptJson(@Nullable String name, @Nullable Mode mode) {}

  /** A cluster on the platform that Rayport did not make. */
  record FoundJson(
      Stage stage,
      String object,
      String madeBy,
      Instant createdAt,
      @Nullable String ray,
      int workers) {

    static FoundJson of(FoundCluster found) {
      return new FoundJson(
          Stage.valueOf(found.stage().toUpperCase(Locale.ROOT)),
          found.object(),
          found.madeBy(),
          found.createdAt(),
          found.rayVersion().isEmpty() ? null : found.rayVersion(),
          found.workers());
    }
  }

  /**
   * What managing it would mean.
   *
   * @param hindrances why it may not be managed; empty: it may
   */
  record PlanJson(
      boolean manageable, List<String> hindrances, List<TakeOver.Rewrite> changes, SpecJson spec) {}

  @Operation(
      summary = "Clusters in the tenant's namespaces that Rayport did not make (leads)",
      description = "By name; sort takes only name")
  @GetMapping
  ListAnswer<FoundJson> list(SliceRequest request) {
    return ListAnswer.of(
        NameSlices.of(clusters.list(), FoundCluster::object, request), FoundJson::of);
  }

  @Operation(summary = "What managing one would write, without writing it (leads)")
  @GetMapping("/{stage}/{object}/plan")
  PlanJson plan(@PathVariable Stage stage, @PathVariable String object) {
    TakeOver plan = clusters.plan(stage, object);
    return new PlanJson(
        plan.hindrances().isEmpty(), plan.hindrances(), plan.changes(), SpecJson.of(plan.spec()));
  }

  @Operation(
      summary = "Shows one here, or has Rayport manage it (leads)",
      description =
          "mode READ_ONLY: never written to, deleting it here leaves it alone; MANAGED: Rayport"
              + " becomes its field manager. name defaults to the object's. 409 name-taken,"
              + " not-manageable")
  @PostMapping("/{stage}/{object}/adopt")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson adopt(
      @PathVariable Stage stage, @PathVariable String object, @RequestBody AdoptJson wish) {
    Mode mode =
        Optional.ofNullable(wish.mode())
            .orElseThrow(() -> Refusal.invalid("mode", "A mode is needed: READ_ONLY or MANAGED."));
    String name = Optional.ofNullable(wish.name()).orElse(object);
    return ClusterJson.of(
        clusters.adopt(new AdoptCluster(stage, object, name, mode == Mode.MANAGED)));
  }
}
