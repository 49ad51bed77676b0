package dev.rayport.tenant;

/** One of a user's tenants and what they are there. */
public record TenantRole(TenantId tenant, Role role) {}
