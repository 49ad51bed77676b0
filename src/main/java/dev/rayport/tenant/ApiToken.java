package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A program's way in: acts for its account in one tenant. Only a hash of its value is kept. */
@Entity
class ApiToken {

  private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

  @Id private String id;
  private String accountId;
  private String tenantId;
  private String name;
  private String hash;

  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  private Scope scope;

  private Instant createdAt;
  private Instant expiresAt;
  private @Nullable Instant lastUsedAt;
  @Version private long version;

  protected ApiToken() {}

  ApiToken(CurrentUser owner, String hash, NewToken wish, Instant createdAt, Instant expiresAt) {
    this.id = RandomId.next("tok");
    this.accountId = owner.accountId();
    this.tenantId = owner.tenant().value();
    this.name = wish.name();
    this.hash = hash;
    this.scope = wish.scope();
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  String id() {
    return id;
  }

  String accountId() {
    return accountId;
  }

  TenantId tenant() {
    return new TenantId(tenantId);
  }

  Scope scope() {
    return scope;
  }

  boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** Whether its last use is worth writing down again. */
  boolean useIsNews(Instant now) {
    return lastUsedAt == null || lastUsedAt.plus(USE_RECORDED_EVERY).isBefore(now);
  }

  TokenSummary summary() {
    return new TokenSummary(
        id, name, tenant(), scope, createdAt, expiresAt, Optional.ofNullable(lastUsedAt));
  }
}
