package dev.rayport.cluster;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A stored event; never changes. */
@Entity
@Table(name = "cluster_event")
class ClusterEventEntity {

  @Id String id = RandomId.next("ce");
  String clusterId = "";
  String tenantId = "";
  Instant happenedAt = Instant.EPOCH;

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  ClusterEvent.Severity severity = ClusterEvent.Severity.INFO;

  String actor = "";
  String text = "";

  protected ClusterEventEntity() {}

  ClusterEventEntity(ClusterEntity cluster, ClusterEvent event) {
    this.clusterId = cluster.id;
    this.tenantId = cluster.tenantId;
    this.happenedAt = event.at();
    this.severity = event.severity();
    this.actor = event.actor();
    this.text =
        event.text().length() <= 2000 ? event.text() : event.text().substring(0, 1999) + "…";
  }

  ClusterEvent view() {
    return new ClusterEvent(happenedAt, severity, actor, text);
  }
}
