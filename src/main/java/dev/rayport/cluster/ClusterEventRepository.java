package dev.rayport.cluster;

import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

interface ClusterEventRepository
    extends Repository<ClusterEventEntity, String>, JpaSpecificationExecutor<ClusterEventEntity> {

  ClusterEventEntity save(ClusterEventEntity event);
}
