package dev.rayport.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Only adds and reads: what was written down stays. */
interface AuditEntryRepository
    extends Repository<AuditEntry, String>, JpaSpecificationExecutor<AuditEntry> {

  AuditEntry save(AuditEntry entry);

  List<AuditEntry> findByActorOrderByOccurredAt(String actor);

  /** When the 50,000th of the newest entries before a moment was written. */
  @Query(
      """
      select e.occurredAt from AuditEntry e where e.occurredAt < ?1
      order by e.occurredAt desc, e.id desc limit 1 offset 50000
      """)
  Optional<Instant> horizon(Instant before);

  /** As {@link #horizon(Instant)}, in a tenant. */
  @Query(
      """
      select e.occurredAt from AuditEntry e where e.tenantId = ?1 and e.occurredAt < ?2
      order by e.tenantId desc, e.occurredAt desc, e.id desc limit 1 offset 50000
      """)
  Optional<Instant> horizon(String tenantId, Instant before);

  /** In the order of an index, so that it is quick also when there are many. */
  List<AuditEntry> findBySequenceNumberIsNullOrderBySequenceNumberAscOccurredAtAscIdAsc(Limit most);

  List<AuditEntry> findBySequenceNumberGreaterThanOrderBySequenceNumber(long number, Limit most);

  long countBySequenceNumberIsNull();
}
