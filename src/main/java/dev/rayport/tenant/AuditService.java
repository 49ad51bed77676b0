package dev.rayport.tenant;

import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The audit log's readers: administrators read all of it, leads what happened in their tenant, and
 * everybody what was done with a thing that their tenant sees.
 */
@Service
public class AuditService {

  private static final KeysetSlices.Sorting SORTING =
      new KeysetSlices.Sorting(Map.of("at", "occurredAt"), "-at");

  /** First words of actions on what all of a tenant see. */
  private static final List<String> SEEN_BY_ALL = List.of("cluster", "job", "template");

  private final AuditEntryRepository entries;
  private final AuditChain chain;

  AuditService(AuditEntryRepository entries, AuditChain chain) {
    this.entries = entries;
    this.chain = chain;
  }

  /**
   * For programs and for the history of one object, newest first unless told.
   *
   * @throws Refusal FORBIDDEN when who is no lead names no object
   */
  @AsViewer
  @Transactional(readOnly = true)
  public Slice<AuditRecord> slice(AuditQuery query, SliceRequest request) {
    if (CurrentUser.require().role().atLeast(Role.LEAD)) {
      return KeysetSlices.find(entries, matching(query), request, SORTING, AuditEntry::toRecord);
    }
    if (query.object().isEmpty()) {
      throw Refusal.forbidden(
          "Leads read the audit log. Name one object (object=cl_…) to read what was done with it.");
    }
    return KeysetSlices.find(
            entries, matching(query).and(doneForAll()), request, SORTING, AuditEntry::toRecord)
        .map(AuditRecord::withoutAddress);
  }

  /** For the page. */
  @AsLead
  @Transactional(readOnly = true)
  public List<AuditRecord> list(AuditQuery query, Pageable page) {
    return entries
        .findBy(matching(query), found -> found.sortBy(SORTING.sort(Optional.empty())).page(page))
        .map(AuditEntry::toRecord)
        .getContent();
  }

  @AsLead
  @Transactional(readOnly = true)
  public long count(AuditQuery query) {
    return entries.count(matching(query));
  }

  /** Seals what is new, then reads the whole log and compares every entry with its seal. */
  @AsAdministrator
  public AuditCheck verify() {
    try {
      AuditSealing.all(chain);
    } catch (DataIntegrityViolationException forged) {
      // The check tells which entry it is.
    }
    return chain.check();
  }

  private static Specification<AuditEntry> matching(AuditQuery query) {
    CurrentUser user = CurrentUser.require();
    return (entry, asked, is) -> {
      List<Predicate> all = new ArrayList<>();
      if (user.role() != Role.ADMINISTRATOR) {
        all.add(is.equal(entry.get("tenantId"), user.tenant().value()));
      }
      if (!query.text().isBlank()) {
        String part = "%" + literally(query.text().strip()) + "%";
        all.add(
            is.or(
                is.like(entry.get("actor"), part, '\\'),
                is.like(entry.get("action"), part, '\\'),
                is.like(entry.get("object"), part, '\\')));
      }
      query.tenant().ifPresent(tenant -> all.add(is.equal(entry.get("tenantId"), tenant)));
      query.actor().ifPresent(actor -> all.add(is.equal(entry.get("actor"), actor)));
      query.object().ifPresent(object -> all.add(is.equal(entry.get("object"), object)));
      query
          .action()
          .ifPresent(action ->
              all.add(
                  is.or(
                      is.equal(entry.get("action"), action),
                      is.like(entry.get("action"), literally(action) + ".%", '\\'))));
      query
          .denied()
          .ifPresent(denied ->
              all.add(
                  is.equal(
                      entry.get("outcome"),
                      denied ? AuditEntry.Outcome.DENIED : AuditEntry.Outcome.DONE)));
      query.after().ifPresent(at -> all.add(is.greaterThan(entry.get("occurredAt"), at)));
      query.before().ifPresent(at -> all.add(is.lessThan(entry.get("occurredAt"), at)));
      return is.and(all);
    };
  }

  /** What was refused, and whence people came, is for leads. */
  private static Specification<AuditEntry> doneForAll() {
    return (entry, asked, is) ->
        is.and(
            is.equal(entry.get("outcome"), AuditEntry.Outcome.DONE),
            is.or(
                SEEN_BY_ALL.stream()
                    .map(word -> is.like(entry.get("action"), word + ".%"))
                    .toList()));
  }

  private static String literally(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
