package dev.rayport.tenant.rest;

import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.tenant.AuditCheck;
import dev.rayport.tenant.AuditQuery;
import dev.rayport.tenant.AuditRecord;
import dev.rayport.tenant.AuditService;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who did what to which object from where, with what outcome. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

  private final AuditService audit;

  AuditController(AuditService audit) {
    this.audit = audit;
  }

  /** How it ended. */
  enum Outcome {
    DONE,
    DENIED
  }

  /**
   * Filters of the list.
   *
   * @param q part of who, what or on what
   * @param action the whole of it, or its beginning such as cluster
   */
  record Filters(
      @Nullable String q,
      @Nullable String tenant,
      @Nullable String actor,
      @Nullable String action,
      @Nullable String object,
      @Nullable Outcome outcome,
      @Nullable Instant after,
      @Nullable Instant before) {

    AuditQuery query() {
      return new AuditQuery(
          Optional.ofNullable(q).orElse(""),
          Optional.ofNullable(tenant),
          Optional.ofNullable(actor),
          Optional.ofNullable(action),
          Optional.ofNullable(object),
          Optional.ofNullable(outcome).map(wanted -> wanted == Outcome.DENIED),
          Optional.ofNullable(after),
          Optional.ofNullable(before));
    }
  }

  /**
   * An entry.
   *
   * @param number in the chain; null for a moment after it happened
   */
  record EntryJson(
      String id,
      @Nullable Long number,
      Instant at,
      String actor,
      String address,
      @Nullable String tenant,
      String action,
      String object,
      Outcome outcome,
      String detail,
      @Nullable String requestId) {

    static EntryJson of(AuditRecord entry) {
      return new EntryJson(
          entry.id(),
          entry.number().orElse(null),
          entry.at(),
          entry.actor(),
          entry.address(),
          entry.tenant().orElse(null),
          entry.action(),
          entry.object(),
          entry.denied() ? Outcome.DENIED : Outcome.DONE,
          entry.detail(),
          entry.requestId().orElse(null));
    }
  }

  /**
   * What a check found.
   *
   * @param sealed entries that are as they were written, from the first on
   * @param broken what is wrong with the entry after those; null when nothing is
   */
  record CheckJson(boolean intact, long sealed, long open, @Nullable String broken) {

    static CheckJson of(AuditCheck check) {
      return new CheckJson(
          check.intact(), check.sealed(), check.open(), check.broken().orElse(null));
    }
  }

  @Operation(
      summary = "The audit log, for leads that of their tenant",
      description =
          "Newest first; sort takes only at. With object= everybody in the tenant reads what was"
              + " done with a cluster, a job or a template, without addresses and refused tries")
  @GetMapping
  ListAnswer<EntryJson> list(@ParameterObject Filters filters, SliceRequest request) {
    return ListAnswer.of(audit.slice(filters.query(), request), EntryJson::of);
  }

  @Operation(summary = "Compares every entry with its seal (administrators)")
  @PostMapping("/verify")
  CheckJson verify() {
    return CheckJson.of(audit.verify());
  }
}
