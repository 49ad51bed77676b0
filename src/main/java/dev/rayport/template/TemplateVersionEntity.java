package dev.rayport.template;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.Length;

/** A stored version; only {@code newest} ever changes. */
@Entity
@Table(name = "template_version")
class TemplateVersionEntity {

  /** In place of a tenant for what ships with the portal; no tenant can be called so. */
  static final String BUILT_IN = "*";

  @Id private String id = RandomId.next("tv");

  @Column(nullable = false)
  private String tenantId = "";

  @Column(nullable = false)
  private String name = "";

  private int version;
  private boolean newest = true;

  @Enumerated(EnumType.STRING)
  @Column(nullable = false, columnDefinition = "varchar(20)")
  private Stage stage = Stage.TRAINING;

  @Column(nullable = false, length = Length.LONG32)
  private String source = "";

  @Column(nullable = false)
  private Instant createdAt = Instant.EPOCH;

  @Column(nullable = false)
  private String createdBy = "";

  @Version private int rowVersion;

  protected TemplateVersionEntity() {}

  TemplateVersionEntity(String tenantId, TemplateDefinition definition, String source) {
    this.tenantId = tenantId;
    this.name = definition.name();
    this.stage = definition.stage();
    this.source = source;
  }

  void number(int version, Instant createdAt, String createdBy) {
    this.version = version;
    this.createdAt = createdAt;
    this.createdBy = createdBy;
  }

  void supersede() {
    this.newest = false;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean builtIn() {
    return tenantId.equals(BUILT_IN);
  }

  String source() {
    return source;
  }

  int version() {
    return version;
  }

  /** As other rooms see it. */
  TemplateVersion view(TemplateDefinition definition) {
    return new TemplateVersion(
        name,
        version,
        newest,
        stage,
        definition.description(),
        definition.ray(),
        builtIn(),
        definition.deprecated(),
        definition.replacedBy(),
        definition.parameters(),
        definition.groups(),
        source,
        createdAt,
        createdBy);
  }
}
