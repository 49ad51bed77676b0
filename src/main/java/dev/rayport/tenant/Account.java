package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person who signs in with a name and a password, or is signed in by an identity provider. */
@Entity
class Account {

  @Id private String id;
  private String name;
  private String passwordHash;
  private boolean administrator;
  private boolean enabled;
  private int epoch;
  private Instant createdAt;
  private @Nullable String issuer;
  private @Nullable String subject;
  private @Nullable Instant rolesReadAt;
  private @Nullable Instant signedInAt;
  @Version private long version;

  protected Account() {}

  Account(String id, String name, String passwordHash, Instant createdAt) {
    this.id = id;
    this.name = name;
    this.passwordHash = passwordHash;
    this.enabled = true;
    this.createdAt = createdAt;
  }

  /** One without a password, known by who vouches for it and under what key. */
  static Account of(Identity identity, String name, Instant createdAt) {
    Account account = new Account(RandomId.next("ac"), name, "", createdAt);
    account.issuer = identity.issuer();
    account.subject = identity.subject();
    return account;
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

  Instant createdAt() {
    return createdAt;
  }

  boolean hasPassword() {
    return issuer == null;
  }

  /** Who vouches for it; empty for one with a password. */
  Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  Optional<Instant> signedInAt() {
    return Optional.ofNullable(signedInAt);
  }

  Optional<Instant> rolesReadAt() {
    return Optional.ofNullable(rolesReadAt);
  }

  void rolesRead(Instant when) {
    rolesReadAt = when;
  }

  void promote() {
    administrator = true;
  }

  void demote() {
    administrator = false;
  }

  void enable() {
    enabled = true;
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
