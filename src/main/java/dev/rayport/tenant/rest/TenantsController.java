package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantDetails;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TenantService;
import dev.rayport.tenant.rest.TenantJson.MemberJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/tenants")
class TenantsController {

  private final TenantService tenants;
  private final QuotaService quotas;

  TenantsController(TenantService tenants, QuotaService quotas) {
    this.tenants = tenants;
    this.quotas = quotas;
  }

  /** A new tenant's name: DNS-1035, 1 to 36 characters. */
  record NewTenant(@Nullable String name) {}

  /**
   * What is left out stays.
   *
   * @param templates names of those that it may use; null: all
   */
  record TenantChange(
      @ArraySchema(schema = @Schema(implementation = String.class)) @Nullable JsonNode templates) {

    /** Only where it was said: null says something else than nothing. */
    Optional<List<String>> names() {
      if (templates == null || templates.isNull()) {
        return Optional.empty();
      }
      if (!templates.isArray() || !templates.valueStream().allMatch(JsonNode::isString)) {
        throw Refusal.invalid("templates", "templates must be a list of names, or null for all.");
      }
      return Optional.of(templates.valueStream().map(JsonNode::asString).toList());
    }
  }

  record NewRole(@Nullable Role role) {}

  @Operation(
      summary = "Tenants",
      description = "All of them for administrators, their own for leads; by name unless told")
  @GetMapping
  ListAnswer<TenantJson> list(SliceRequest request) {
    return ListAnswer.of(tenants.slice(request), this::json);
  }

  @GetMapping("/{name}")
  TenantJson get(@PathVariable String name) {
    return json(tenants.get(there(name)));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TenantJson create(@RequestBody NewTenant wish) {
    String name = Optional.ofNullable(wish.name()).orElse("");
    String problem = ResourceName.problemWith(name);
    if (!problem.isEmpty()) {
      throw Refusal.invalid("name", problem);
    }
    return json(tenants.create(new TenantId(name)));
  }

  @PatchMapping("/{name}")
  TenantJson change(@PathVariable String name, @RequestBody TenantChange change) {
    TenantId tenant = there(name);
    return json(
        change.templates() == null
            ? tenants.get(tenant)
            : tenants.allowTemplates(tenant, change.names()));
  }

  @Operation(
      summary = "Replaces a tenant's quotas",
      description = "What is left out is not limited. What runs goes on, what waits is looked at")
  @PutMapping("/{name}/quotas")
  QuotasJson limit(@PathVariable String name, @RequestBody QuotasJson wish) {
    return QuotasJson.of(quotas.set(there(name), wish.amounts()).limits());
  }

  @Operation(summary = "Adds a member, or changes their role")
  @PutMapping("/{name}/members/{user}")
  MemberJson setMember(
      @PathVariable String name, @PathVariable String user, @RequestBody NewRole wish) {
    if (wish.role() == null) {
      throw Refusal.invalid("role", "role must be VIEWER, RESEARCHER or LEAD.");
    }
    return MemberJson.of(tenants.setMember(there(name), user, wish.role()));
  }

  @DeleteMapping("/{name}/members/{user}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeMember(@PathVariable String name, @PathVariable String user) {
    tenants.removeMember(there(name), user);
  }

  private TenantJson json(TenantDetails tenant) {
    return TenantJson.of(tenant, quotas.of(tenant.id()));
  }

  /** What is no name belongs to nothing. */
  private static TenantId there(String name) {
    if (!ResourceName.problemWith(name).isEmpty()) {
      throw Refusal.notFound("tenant", name);
    }
    return new TenantId(name);
  }
}
