package dev.rayport.tenant;

import dev.rayport.base.SecretBox;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes tampering with the audit log show: each entry's seal is made from its content and the seal
 * before it, with the portal's key, which the database does not hold. Entries are sealed a moment
 * after they were written, so that commands never wait for one another's.
 */
@Component
class AuditChain {

  static final Limit AT_A_TIME = Limit.of(500);
  private final AuditEntryRepository entries;
  private final AuditChainEndRepository ends;
  private final SecretBox secrets;
  private final EntityManager rows;

  AuditChain(
      AuditEntryRepository entries,
      AuditChainEndRepository ends,
      SecretBox secrets,
      EntityManager rows) {
    this.entries = entries;
    this.ends = ends;
    this.secrets = secrets;
    this.rows = rows;
  }

  /**
   * Adds the oldest entries that are not in the chain to it.
   *
   * @return how many
   * @throws DataIntegrityViolationException when somebody else put an entry where the next one goes
   */
  @Transactional
  int seal() {
    AuditChainEnd end = ends.lock();
    List<AuditEntry> open =
        entries.findBySequenceNumberIsNullOrderBySequenceNumberAscOccurredAtAscIdAsc(AT_A_TIME);
    for (AuditEntry entry : open) {
      long number = end.number() + 1;
      String seal = seal(number, end.seal(), entry);
      entry.sealed(number, seal);
      end.move(number, seal);
    }
    return open.size();
  }

  /** Reads the whole chain. */
  @Transactional
  AuditCheck check() {
    AuditChainEnd end = ends.lock();
    long number = 0;
    String before = "";
    List<AuditEntry> page;
    do {
      page = entries.findBySequenceNumberGreaterThanOrderBySequenceNumber(number, AT_A_TIME);
      for (AuditEntry entry : page) {
        Optional<String> wrong = wrong(entry, number + 1, before);
        if (wrong.isPresent()) {
          return new AuditCheck(number, entries.countBySequenceNumberIsNull(), wrong);
        }
        number++;
        before = entry.seal();
      }
      rows.clear();
    } while (!page.isEmpty());
    boolean whole = end.number() == number && end.seal().equals(before);
    return new AuditCheck(
        number,
        entries.countBySequenceNumberIsNull(),
        whole
            ? Optional.empty()
            : Optional.of(
                "The chain ends at %d, and %d were written.".formatted(number, end.number())));
  }

  private Optional<String> wrong(AuditEntry entry, long expected, String before) {
    if (entry.number() != expected) {
      return Optional.of("Entry %d is missing.".formatted(expected));
    }
    return entry.seal().equals(seal(expected, before, entry))
        ? Optional.empty()
        : Optional.of("Entry %d was changed after it was written.".formatted(expected));
  }

  private String seal(long number, String before, AuditEntry entry) {
    return secrets.derive("audit %d %s %s".formatted(number, before, entry.content()));
  }
}
