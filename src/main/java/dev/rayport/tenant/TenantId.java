package dev.rayport.tenant;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.rayport.base.ResourceName;

/** A tenant's name, which is its identity; DNS-1035. */
public record TenantId(@JsonValue String value) {

  public TenantId {
    new ResourceName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
