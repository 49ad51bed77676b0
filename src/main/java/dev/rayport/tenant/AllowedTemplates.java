package dev.rayport.tenant;

import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which templates the current tenant may use. */
@Service
public class AllowedTemplates {

  private final TenantRepository tenants;

  AllowedTemplates(TenantRepository tenants) {
    this.tenants = tenants;
  }

  /** Their names; empty: all. */
  @AsViewer
  @Transactional(readOnly = true)
  public Optional<Set<String>> names() {
    return tenants
        .findById(CurrentUser.require().tenant().value())
        .flatMap(Tenant::templates)
        .map(Set::copyOf);
  }

  /** Whether the tenant may use the template of that name. */
  @AsViewer
  @Transactional(readOnly = true)
  public boolean allows(String name) {
    return names().filter(allowed -> !allowed.contains(name)).isEmpty();
  }
}
