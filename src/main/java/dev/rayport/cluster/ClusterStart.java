package dev.rayport.cluster;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** One start of a cluster with its steps. */
@Entity
@Table(name = "cluster_start")
class ClusterStart {

  @Id String id = RandomId.next("cs");
  String clusterId = "";
  String tenantId = "";
  int startNumber;
  String templateName = "";
  Instant queuedAt = Instant.EPOCH;
  @Nullable Instant readyAt;
  @Nullable Long readyMillis;

  @Column(length = Length.LONG32)
  String steps = "[]";

  @Version int rowVersion;

  protected ClusterStart() {}

  ClusterStart(ClusterEntity cluster) {
    this.clusterId = cluster.id;
    this.tenantId = cluster.tenantId;
    this.startNumber = cluster.startNumber;
    this.templateName = cluster.templateName;
    this.queuedAt = cluster.times.queuedAt;
  }

  void ready(Instant now) {
    readyAt = now;
    readyMillis = Duration.between(queuedAt, now).toMillis();
  }
}
