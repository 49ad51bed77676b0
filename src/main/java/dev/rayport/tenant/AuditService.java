package dev.rayport.tenant;

import dev.rayport.base.CappedCount;
import dev.rayport.base.IndexOrder;
import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import jakarta.persistence.criteria.Predicate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
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

  /** Whatever is there happened before. */
  private static final Duration AHEAD = Duration.ofDays(366);

  /** First words of actions on what all of a tenant see. */
  private static final List<String> SEEN_BY_ALL = List.of("cluster", "job", "template");

  private final AuditEntryRepository entries;
  private final AuditChain chain;
  private final CappedCount counted;

  AuditService(AuditEntryRepository entries, AuditChain chain, CappedCount counted) {
    this.entries = entries;
    this.chain = chain;
    this.counted = counted;
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
      return KeysetSlices.find(
          entries, reachable(query), request, SORTING.within(same(query)), AuditEntry::toRecord);
    }
    if (query.object().isEmpty()) {
      throw Refusal.forbidden(
          "Leads read the audit log. Name one object (object=cl_…) to read what was done with it.");
    }
    return KeysetSlices.find(
            entries,
            matching(query).and(doneForAll()),
            request,
            SORTING.within(same(query)),
            AuditEntry::toRecord)
        .map(AuditRecord::withoutAddress);
  }

  /** For the page. */
  @AsLead
  @Transactional(readOnly = true)
  public List<AuditRecord> list(AuditQuery query, Pageable page) {
    Sort newest = SORTING.sort(Optional.empty());
    Sort sort = IndexOrder.within(same(query), newest);
    return entries
        .findBy(
            reachable(query).and(IndexOrder.by(newest)), found -> found.sortBy(sort).slice(page))
        .map(AuditEntry::toRecord)
        .getContent();
  }

  /** How many match; exact up to {@link CappedCount#MOST}. */
  @AsLead
  @Transactional(readOnly = true)
  public long count(AuditQuery query) {
    return counted.of(AuditEntry.class, reachable(query));
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

  /** What all that is found shares and an index of the table begins with. */
  private static List<String> same(AuditQuery query) {
    if (query.object().isPresent()) {
      return List.of("object");
    }
    if (query.actor().isPresent()) {
      return List.of("actor");
    }
    if (query.action().filter(action -> action.contains(".")).isPresent()) {
      return List.of("action");
    }
    CurrentUser user = CurrentUser.require();
    if (user.role() != Role.ADMINISTRATOR || query.tenant().isPresent()) {
      return List.of("tenantId");
    }
    return query.denied().isPresent() ? List.of("outcome") : List.of();
  }

  /**
   * No index finds a text within names, so each entry must be looked at. Only the newest are,
   * before the moment that the query names; older ones are found by naming an earlier moment.
   */
  private Specification<AuditEntry> reachable(AuditQuery query) {
    boolean prefix = query.action().filter(action -> !action.contains(".")).isPresent();
    if (query.text().isBlank() && !prefix) {
      return matching(query);
    }
    Instant before = query.before().orElseGet(() -> Instant.now().plus(AHEAD));
    CurrentUser user = CurrentUser.require();
    Optional<Instant> horizon =
        user.role() == Role.ADMINISTRATOR
            ? entries.horizon(before)
            : entries.horizon(user.tenant().value(), before);
    Specification<AuditEntry> all = matching(query);
    return horizon
        .map(from -> all.and((entry, asked, is) -> is.greaterThan(entry.get("occurredAt"), from)))
        .orElse(all);
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
                  action.contains(".")
                      ? is.equal(entry.get("action"), action)
                      : is.like(entry.get("action"), literally(action) + ".%", '\\')));
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
