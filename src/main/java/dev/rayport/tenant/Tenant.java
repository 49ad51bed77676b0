package dev.rayport.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;

/** A group of people with clusters and jobs of their own, kept apart from all others. */
@Entity
class Tenant {

  @Id private String name;
  private Instant createdAt;
  @Version private long version;

  protected Tenant() {}

  Tenant(TenantId id, Instant createdAt) {
    this.name = id.value();
    this.createdAt = createdAt;
  }

  TenantId id() {
    return new TenantId(name);
  }
}
