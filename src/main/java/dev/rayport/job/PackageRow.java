package dev.rayport.job;

import dev.rayport.base.RandomId;
import dev.rayport.tenant.CurrentUser;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A package that a tenant has; its bytes are in {@link PackageStore}. */
@Entity
@Table(name = "stored_package")
class PackageRow {

  @Id
  @Column(length = 32)
  private String id;

  @Column(length = 36)
  private String tenantId;

  @Column(length = 80)
  private String hash;

  private long bytes;
  private int files;
  private int ignored;
  private String storedBy;
  private Instant storedAt;

  @SuppressWarnings("NullAway")
  protected PackageRow() {}

  PackageRow(CurrentUser user, StoredPackage stored, Instant now) {
    id = RandomId.next("pkg");
    tenantId = user.tenant().value();
    hash = stored.hash();
    bytes = stored.bytes();
    files = stored.files();
    ignored = stored.ignored();
    storedBy = user.name();
    storedAt = now;
  }

  String id() {
    return id;
  }

  String tenantId() {
    return tenantId;
  }

  /** It was uploaded once more. */
  void again(Instant now) {
    storedAt = now;
  }

  StoredPackage toStored() {
    return new StoredPackage(hash, bytes, files, ignored, false);
  }

  @Override
  public String toString() {
    return "%s of %s by %s at %s".formatted(id, tenantId, storedBy, storedAt);
  }
}
