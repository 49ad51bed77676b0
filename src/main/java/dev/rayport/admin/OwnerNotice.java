package dev.rayport.admin;

import dev.rayport.base.RandomId;
import dev.rayport.cluster.ClusterSummary;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;

/** What an administrator did to somebody's cluster, until they have read it. */
@Entity
class OwnerNotice {

  @Id String id = RandomId.next("no");
  String tenantId = "";
  String ownerId = "";
  String clusterId = "";
  String clusterName = "";

  @Enumerated(EnumType.STRING)
  @Column(columnDefinition = "varchar(20)")
  FleetAction action = FleetAction.NOTIFY;

  String actor = "";
  String words = "";
  Instant toldAt = Instant.EPOCH;
  boolean dismissed;

  protected OwnerNotice() {}

  OwnerNotice(ClusterSummary cluster, FleetAction action, String actor, String words) {
    this.tenantId = cluster.tenant();
    this.ownerId = cluster.ownerId();
    this.clusterId = cluster.id().value();
    this.clusterName = cluster.name();
    this.action = action;
    this.actor = actor;
    this.words = words;
    this.toldAt = Instant.now();
  }

  Notice view() {
    return new Notice(id, clusterId, clusterName, action, actor, words, toldAt);
  }
}
