package dev.rayport.tenant;

import dev.rayport.base.Change;
import dev.rayport.base.ChangeFeed;
import dev.rayport.base.FieldError;
import dev.rayport.base.NameSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.ResourceName;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tenants and who belongs to them. Leads see and change their own; what they ask of others' is not
 * there.
 */
@Service
public class TenantService {

  private final Accounts accounts;
  private final TenantRepository tenants;
  private final MembershipRepository memberships;
  private final ManyTenants manyTenants;
  private final ObjectProvider<Allotted> allotted;
  private final Standings standings;
  private final AuditLog audit;
  private final ChangeFeed feed;

  TenantService(
      Accounts accounts,
      TenantRepository tenants,
      MembershipRepository memberships,
      ManyTenants manyTenants,
      ObjectProvider<Allotted> allotted,
      Standings standings,
      AuditLog audit,
      ChangeFeed feed) {
    this.accounts = accounts;
    this.tenants = tenants;
    this.memberships = memberships;
    this.manyTenants = manyTenants;
    this.allotted = allotted;
    this.standings = standings;
    this.audit = audit;
    this.feed = feed;
  }

  /** Tenants of the current user with their role there, by name. */
  @AsViewer
  @Transactional(readOnly = true)
  public List<TenantRole> mine() {
    return standings.of(CurrentUser.require().accountId()).stream()
        .flatMap(standing -> standing.roles().entrySet().stream())
        .map(entry -> new TenantRole(new TenantId(entry.getKey()), entry.getValue()))
        .toList();
  }

  /** Makes another of the user's tenants the one this browser session works in. */
  @AsViewer
  public void switchTo(TenantId tenant) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn user)) {
      throw Refusal.forbidden("A token belongs to one tenant.");
    }
    user.standing()
        .flatMap(standing -> standing.in(tenant))
        .orElseThrow(() -> Refusal.notFound("tenant", tenant.value()));
    user.switchTo(tenant);
  }

  /** All tenants for administrators, their own for leads; by name unless told. */
  @AsLead
  @Transactional(readOnly = true)
  public Slice<TenantDetails> slice(SliceRequest request) {
    return details(NameSlices.of(shown(), tenant -> tenant.id().value(), request));
  }

  /** As {@link #slice}, all at once. */
  @AsLead
  @Transactional(readOnly = true)
  public List<TenantDetails> list() {
    return details(new Slice<>(shown(), Optional.empty())).items();
  }

  private List<Tenant> shown() {
    CurrentUser user = CurrentUser.require();
    return user.role() == Role.ADMINISTRATOR
        ? tenants.findAllByOrderByName()
        : List.of(visible(user.tenant()));
  }

  /**
   * @throws Refusal NOT_FOUND, also for another tenant than a lead's own
   */
  @AsLead
  @Transactional(readOnly = true)
  public TenantDetails get(TenantId id) {
    return details(new Slice<>(List.of(visible(id)), Optional.empty())).items().getFirst();
  }

  /**
   * @throws Refusal CONFLICT {@code name-taken}, or {@code one-tenant} where clusters run on this
   *     machine
   */
  @AsAdministrator
  @Transactional
  public TenantDetails create(TenantId tenant) {
    manyTenants.refuseSecond(tenants.count());
    accounts.createTenant(tenant);
    audit.record("tenant.create", tenant.value(), "");
    feed.publish(new Change(tenant.value(), "tenant", tenant.value()));
    return get(tenant);
  }

  /** Why there cannot be a second tenant here, with the next step; empty: there can. */
  @AsLead
  public Optional<String> lacksMore() {
    return manyTenants.lacking();
  }

  /** What all tenants share here, for administrators to know; empty: they are kept apart. */
  @AsLead
  public Optional<String> sharing() {
    return manyTenants.sharing();
  }

  /** Names of the templates that the tenant could use. */
  @AsLead
  @Transactional(readOnly = true)
  public List<String> templatesToAllot(TenantId id) {
    visible(id);
    return allotted.stream().flatMap(each -> each.templates(id).stream()).toList();
  }

  /**
   * Says which templates the tenant may use from now on; what is there already stays.
   *
   * @param names empty: all
   */
  @AsAdministrator
  @Transactional
  public TenantDetails allowTemplates(TenantId id, Optional<? extends Collection<String>> names) {
    Tenant tenant = visible(id);
    names.ifPresent(TenantService::refuseOddNames);
    tenant.allowTemplates(names);
    tenants.saveAndFlush(tenant);
    String said = names.map(some -> String.join(", ", some)).orElse("all");
    changed(id, "tenant.templates", said.length() > 500 ? said.substring(0, 500) + "…" : said);
    return get(id);
  }

  /** Adds the account to the tenant, or changes its role there. */
  @AsLead
  @Transactional
  public Member setMember(TenantId tenant, String account, Role role) {
    visible(tenant);
    accounts.setMember(tenant, accounts.byName(account), role);
    changed(tenant, "member.set", account + " " + role);
    return memberships.members(List.of(tenant.value())).stream()
        .filter(member -> member.user().equals(account))
        .findFirst()
        .orElseThrow();
  }

  @AsLead
  @Transactional
  public void removeMember(TenantId tenant, String account) {
    visible(tenant);
    accounts.removeMember(tenant, accounts.byName(account));
    changed(tenant, "member.remove", account);
  }

  private static void refuseOddNames(Collection<String> names) {
    List<FieldError> errors =
        names.stream()
            .filter(name -> !ResourceName.problemWith(name).isEmpty())
            .map(name -> new FieldError("templates", "“%s” is no template.".formatted(name)))
            .toList();
    if (!errors.isEmpty()) {
      throw Refusal.invalid(errors);
    }
  }

  private Tenant visible(TenantId id) {
    CurrentUser user = CurrentUser.require();
    return tenants
        .findById(id.value())
        .filter(found -> user.role() == Role.ADMINISTRATOR || user.tenant().equals(id))
        .orElseThrow(() -> Refusal.notFound("tenant", id.value()));
  }

  private Slice<TenantDetails> details(Slice<Tenant> found) {
    List<String> names = found.items().stream().map(tenant -> tenant.id().value()).toList();
    var members =
        memberships.members(names).stream().collect(Collectors.groupingBy(Member::tenant));
    return found.map(tenant ->
        new TenantDetails(
            tenant.id(),
            tenant.createdAt(),
            tenant.templates(),
            members.getOrDefault(tenant.id(), List.of())));
  }

  private void changed(TenantId tenant, String action, String detail) {
    audit.record(action, tenant.value(), detail);
    feed.publish(new Change(tenant.value(), "tenant", tenant.value()));
  }
}
