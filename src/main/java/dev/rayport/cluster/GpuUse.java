package dev.rayport.cluster;

import dev.rayport.base.RandomId;
import dev.rayport.template.Stage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** That a cluster held so many GPUs from then to then. */
@Entity
class GpuUse {

  @Id String id = RandomId.next("gu");
  String clusterId = "";
  String tenantId = "";

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  Stage stage = Stage.TRAINING;

  int gpus;
  Instant beganAt = Instant.EPOCH;

  /** Null while it holds them. */
  @Nullable Instant endedAt;

  protected GpuUse() {}

  GpuUse(ClusterEntity cluster, int gpus, Instant now) {
    this.clusterId = cluster.id;
    this.tenantId = cluster.tenantId;
    this.stage = cluster.stage;
    this.gpus = gpus;
    this.beganAt = now;
  }

  /** GPU-hours of it that lie after a moment. */
  double hoursSince(Instant moment, Instant now) {
    Instant from = beganAt.isBefore(moment) ? moment : beganAt;
    Instant to = endedAt == null ? now : endedAt;
    return to.isAfter(from) ? gpus * (to.toEpochMilli() - from.toEpochMilli()) / 3_600_000.0 : 0;
  }
}
