package dev.rayport.tenant;

import jakarta.persistence.LockModeType;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The last link of the audit log's chain. */
interface AuditChainEndRepository extends Repository<AuditChainEnd, Integer> {

  /** Nobody else adds to the chain until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("from AuditChainEnd")
  AuditChainEnd lock();
}
