package dev.rayport.tenant.rest;

import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

  private final TenantService tenants;

  MeController(TenantService tenants) {
    this.tenants = tenants;
  }

  /**
   * @param user sign-in name
   * @param tenant the one this token works in, with {@code role}
   * @param tenants all of the user's
   */
  record Me(String user, String id, String tenant, Role role, List<TenantJson> tenants) {}

  record TenantJson(String name, Role role) {}

  @GetMapping("/api/v1/me")
  Me me() {
    CurrentUser user = CurrentUser.require();
    List<TenantJson> all =
        tenants.mine().stream()
            .map(each -> new TenantJson(each.tenant().value(), each.role()))
            .toList();
    return new Me(user.name(), user.accountId(), user.tenant().value(), user.role(), all);
  }
}
