package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tenants and who belongs to them. */
@Service
public class TenantService {

  private final Accounts accounts;
  private final Standings standings;
  private final AuditLog audit;

  TenantService(Accounts accounts, Standings standings, AuditLog audit) {
    this.accounts = accounts;
    this.standings = standings;
    this.audit = audit;
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

  @AsAdministrator
  @Transactional
  public void create(TenantId tenant) {
    accounts.createTenant(tenant);
    audit.record("tenant.create", tenant.value(), "");
  }

  /** Adds the account to the tenant, or changes its role there. */
  @AsAdministrator
  @Transactional
  public void setMember(TenantId tenant, String account, Role role) {
    accounts.setMember(tenant, accounts.byName(account), role);
    audit.record("member.set", tenant.value(), account + " " + role);
  }

  @AsAdministrator
  @Transactional
  public void removeMember(TenantId tenant, String account) {
    accounts.removeMember(tenant, accounts.byName(account));
    audit.record("member.remove", tenant.value(), account);
  }
}
