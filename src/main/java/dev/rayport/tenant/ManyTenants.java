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
  private final boolean possible;

  ManyTenants(RayportProperties portal, TenantProperties properties) {
    this.possible = !portal.backend().equals("local") || properties.manyOnOneMachine();
  }

  /** Why there cannot be a second one, with the next step; empty: there can. */
  Optional<String> lacking() {
    return possible ? Optional.empty() : Optional.of(WHY);
  }

  void refuseSecond(long there) {
    if (there > 0 && !possible) {
      throw Refusal.conflict("one-tenant", "This portal has one tenant only. " + WHY);
    }
  }
}
