package dev.rayport.tenant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** A group of people with clusters and jobs of their own, kept apart from all others. */
@Entity
class Tenant {

  @Id private String name;
  private Instant createdAt;

  @Column(length = Length.LONG32)
  private @Nullable String templates;

  @Column(length = Length.LONG32)
  private @Nullable String quotas;

  @Version private long version;

  protected Tenant() {}

  Tenant(TenantId id, Instant createdAt) {
    this.name = id.value();
    this.createdAt = createdAt;
  }

  TenantId id() {
    return new TenantId(name);
  }

  Instant createdAt() {
    return createdAt;
  }

  /** Names of the templates that it may use; empty: all. */
  Optional<List<String>> templates() {
    return Optional.ofNullable(templates).map(text -> text.lines().toList());
  }

  void allowTemplates(Optional<? extends Collection<String>> names) {
    templates =
        names
            .map(some -> String.join("\n", some.stream().sorted().distinct().toList()))
            .orElse(null);
  }

  PerStage quotas() {
    return quotas == null ? PerStage.NONE : QuotaText.read(quotas);
  }

  void limit(PerStage to) {
    quotas = to.isEmpty() ? null : QuotaText.write(to);
  }
}
