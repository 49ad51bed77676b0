package dev.rayport.tenant;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.Repository;

/** Only adds and reads: what was written down stays. */
interface AuditEntryRepository
    extends Repository<AuditEntry, String>, JpaSpecificationExecutor<AuditEntry> {

  AuditEntry save(AuditEntry entry);

  List<AuditEntry> findByActorOrderByOccurredAt(String actor);

  List<AuditEntry> findBySequenceNumberIsNullOrderByOccurredAtAscIdAsc(Limit most);

  List<AuditEntry> findBySequenceNumberGreaterThanOrderBySequenceNumber(long number, Limit most);

  long countBySequenceNumberIsNull();
}
