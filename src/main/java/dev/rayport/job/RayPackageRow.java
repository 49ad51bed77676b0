package dev.rayport.job;

import dev.rayport.base.RandomId;
import dev.rayport.tenant.CurrentUser;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * By which name Ray's own client knows a package. The name says nothing about the bytes that were
 * sent under it, hence it counts for its uploader alone: nobody runs a colleague's files by it.
 */
@Entity
@Table(name = "ray_package")
class RayPackageRow {

  @Id
  @Column(length = 32)
  private String id;

  @Column(length = 36)
  private String tenantId;

  @Column(length = 32)
  private String ownerId;

  @Column(length = 100)
  private String name;

  @Column(length = 80)
  private String hash;

  @SuppressWarnings("NullAway")
  protected RayPackageRow() {}

  RayPackageRow(CurrentUser owner, String name) {
    this.id = RandomId.next("pkg");
    this.tenantId = owner.tenant().value();
    this.ownerId = owner.accountId();
    this.name = name;
    this.hash = "";
  }

  RayPackageRow holds(String packageHash) {
    hash = packageHash;
    return this;
  }

  String hash() {
    return hash;
  }

  @Override
  public String toString() {
    return "%s: %s of %s in %s".formatted(id, name, ownerId, tenantId);
  }
}
