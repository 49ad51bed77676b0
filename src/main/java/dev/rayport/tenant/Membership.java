package dev.rayport.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;

/** An account's role in a tenant. */
@Entity
class Membership {

  @Id private String id;
  private String accountId;
  private String tenantId;

  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  private Role role;

  private Instant createdAt;
  @Version private long version;

  protected Membership() {}

  Membership(String id, String accountId, TenantId tenant, Role role, Instant createdAt) {
    this.id = id;
    this.accountId = accountId;
    this.tenantId = tenant.value();
    this.role = role;
    this.createdAt = createdAt;
  }

  String accountId() {
    return accountId;
  }

  TenantId tenant() {
    return new TenantId(tenantId);
  }

  Role role() {
    return role;
  }

  void give(Role newRole) {
    role = newRole;
  }
}
