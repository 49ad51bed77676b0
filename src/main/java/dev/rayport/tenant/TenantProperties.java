package dev.rayport.tenant;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people and programs get in.
 *
 * @param adminPassword the first administrator's; empty: a random one ({@code
 *     RAYPORT_ADMIN_PASSWORD})
 * @param hosts names under which the portal may be asked for, besides this machine's own and the
 *     one in {@code rayport.public-url}
 * @param tokenLifetime the longest, and the usual, life of an API token
 * @param manyOnOneMachine whether there may be a second tenant although all clusters run on this
 *     machine ({@code RAYPORT_LOCAL_MANY_TENANTS})
 * @param rememberFor how long “keep me signed in” lasts without a visit
 */
@ConfigurationProperties("rayport.tenant")
record TenantProperties(
    @DefaultValue("") String adminPassword,
    @DefaultValue({}) List<String> hosts,
    @DefaultValue("false") boolean manyOnOneMachine,
    @DefaultValue("90d") Duration tokenLifetime,
    @DefaultValue("14d") Duration rememberFor) {

  @Override
  public String toString() {
    return "TenantProperties[hosts %s, tokens for %s, remembered for %s]"
        .formatted(hosts, tokenLifetime, rememberFor);
  }
}
