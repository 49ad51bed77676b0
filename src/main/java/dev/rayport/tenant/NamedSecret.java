package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.Length;

/** A value that jobs are given by its name; sealed, and never shown again. */
@Entity
@Table(name = "named_secret")
class NamedSecret {

  /** Owner of what the whole tenant may use. */
  static final String TENANTS = "";

  @Id
  @Column(length = 32)
  private String id;

  @Column(length = 36)
  private String tenantId;

  @Column(length = 32)
  private String ownerId;

  @Column(length = 64)
  private String name;

  @Column(length = Length.LONG32)
  private String sealed;

  private String writtenBy;
  private Instant writtenAt;
  @Version private long version;

  @SuppressWarnings("NullAway")
  protected NamedSecret() {}

  @SuppressWarnings("NullAway")
  NamedSecret(TenantId tenant, String ownerId, String name) {
    this.id = RandomId.next("sec");
    this.tenantId = tenant.value();
    this.ownerId = ownerId;
    this.name = name;
  }

  NamedSecret holds(String sealedValue, String user, Instant now) {
    sealed = sealedValue;
    writtenBy = user;
    writtenAt = now;
    return this;
  }

  String sealed() {
    return sealed;
  }

  SecretSummary summary() {
    return new SecretSummary(name, scope(), writtenBy, writtenAt);
  }

  SecretSummary.Scope scope() {
    return ownerId.equals(TENANTS) ? SecretSummary.Scope.TENANT : SecretSummary.Scope.USER;
  }

  @Override
  public String toString() {
    return "NamedSecret[%s of %s %s]".formatted(id, tenantId, name);
  }
}
