package dev.rayport.tenant.rest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests programs may send to each portal, a second; ten seconds' worth may come at
 * once.
 *
 * @param perCaller from one account in one tenant
 * @param perTenant from all of a tenant together
 */
@ConfigurationProperties("rayport.requests")
record RequestProperties(@DefaultValue("200") int perCaller, @DefaultValue("500") int perTenant) {

  RequestProperties {
    if (perCaller < 1 || perTenant < 1) {
      throw new IllegalArgumentException(
          "rayport.requests.per-caller and rayport.requests.per-tenant are at least 1.");
    }
  }
}
