package dev.rayport.tenant.rest;

import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.QuotaService;
import dev.rayport.tenant.QuotaState;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.TenantService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

  private final TenantService tenants;
  private final QuotaService quotas;

  MeController(TenantService tenants, QuotaService quotas) {
    this.tenants = tenants;
    this.quotas = quotas;
  }

  /**
   * @param user sign-in name
   * @param tenant the one this token works in, with {@code role}
   * @param tenants all of the user's
   * @param quotas of {@code tenant}
   * @param use what all of {@code tenant} use now
   */
  record Me(
      String user,
      String id,
      String tenant,
      Role role,
      List<MyTenantJson> tenants,
      QuotasJson quotas,
      QuotasJson use) {}

  record MyTenantJson(String name, Role role) {}

  @GetMapping("/api/v1/me")
  Me me() {
    CurrentUser user = CurrentUser.require();
    List<MyTenantJson> all =
        tenants.mine().stream()
            .map(each -> new MyTenantJson(each.tenant().value(), each.role()))
            .toList();
    QuotaState state = quotas.mine();
    return new Me(
        user.name(),
        user.accountId(),
        user.tenant().value(),
        user.role(),
        all,
        QuotasJson.of(state.limits()),
        QuotasJson.of(state.use()));
  }
}
