package dev.rayport.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;

/** A person who can sign in with a name and a password. */
@Entity
class Account {

  @Id private String id;
  private String name;
  private String passwordHash;
  private boolean administrator;
  private boolean enabled;
  private int epoch;
  private Instant createdAt;
  @Version private long version;

  protected Account() {}

  Account(String id, String name, String passwordHash, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.passwordHash = passwordHash;
    this.enabled = true;
    this.createdAt = createdAt;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String passwordHash() {
    return passwordHash;
  }

  boolean administrator() {
    return administrator;
  }

  boolean enabled() {
    return enabled;
  }

  /** Raised to end every session that was opened before. */
  int epoch() {
    return epoch;
  }

  void promote() {
    administrator = true;
  }

  void changePassword(String hash) {
    passwordHash = hash;
    epoch++;
  }

  void disable() {
    enabled = false;
    epoch++;
  }
}
