package dev.rayport.tenant;

/** A tenant may now use more or less than before; told inside the transaction. */
public record QuotasChanged(TenantId tenant) {}
