package dev.rayport.tenant;

import java.util.List;
import org.springframework.data.repository.Repository;

/** Only adds and reads: what was written down stays. */
interface AuditEntryRepository extends Repository<AuditEntry, String> {

  AuditEntry save(AuditEntry entry);

  List<AuditEntry> findByActorOrderByOccurredAt(String actor);
}
