package dev.rayport.cluster;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells later rooms what happened, after the commit. */
@Component
class ClusterAnnouncer {

  private final ApplicationEventPublisher events;

  ClusterAnnouncer(ApplicationEventPublisher events) {
    this.events = events;
  }

  void ready(ClusterEntity cluster) {
    afterCommit(new ClusterReady(cluster.clusterId(), cluster.tenantId));
  }

  void failed(ClusterEntity cluster) {
    afterCommit(
        new ClusterFailed(
            cluster.clusterId(), cluster.tenantId, cluster.reason, cluster.reasonCode));
  }

  void stopped(ClusterEntity cluster) {
    afterCommit(new ClusterStopped(cluster.clusterId(), cluster.tenantId));
  }

  private void afterCommit(Object event) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            events.publishEvent(event);
          }
        });
  }
}
