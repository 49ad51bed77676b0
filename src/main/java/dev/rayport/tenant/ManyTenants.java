package dev.rayport.tenant;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether tenants can be kept apart where clusters run. */
@Component
class ManyTenants {

  private static final String WHY =
      "Clusters and jobs of all tenants would share this machine, which keeps them apart less well"
          + " than Kubernetes does. If that is all right, start the portal with"
          + " RAYPORT_LOCAL_MANY_TENANTS=true.";
  private static final String SHARING =
      "Clusters and jobs of all tenants share this machine. A portal that was started as root gives"
          + " each tenant's an account of its own; else their jobs can read each other's files.";
  private final boolean possible;
  private final boolean shared;

  ManyTenants(RayportProperties portal, TenantProperties properties) {
    this.shared = portal.backend().equals("local");
    this.possible = !shared || properties.manyOnOneMachine();
  }

  /** Why there cannot be a second one, with the next step; empty: there can. */
  Optional<String> lacking() {
    return possible ? Optional.empty() : Optional.of(WHY);
  }

  /** What tenants share here that an administrator should know; empty: nothing. */
  Optional<String> sharing() {
    return shared && possible ? Optional.of(SHARING) : Optional.empty();
  }

  void refuseSecond(long there) {
    if (there > 0 && !possible) {
      throw Refusal.conflict("one-tenant", "This portal has one tenant only. " + WHY);
    }
  }
}
