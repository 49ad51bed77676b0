package dev.rayport.tenant;

/** A door: what a tenant uses now of what quotas limit, as far as a later room knows it. */
public interface QuotaMeter {

  PerStage use(TenantId tenant);
}
