package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One line of the record of who did what; never changed, never deleted. A moment after it was
 * written it gets a number and a seal, in {@link AuditChain}.
 */
@Entity
class AuditEntry {

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_OBJECT = 200;
  private static final int LONGEST_DETAIL = 1000;

  /** How it ended. */
  enum Outcome {
    DONE,
    DENIED
  }

  @Id private String id;
  private Instant occurredAt;
  private @Nullable String tenantId;
  private @Nullable String accountId;
  private String actor;
  private String address;
  private String action;
  private String object;

  @Enumerated(EnumType.STRING)
  @Column(length = 20)
  private Outcome outcome;

  private String detail;
  private @Nullable String requestId;
  private @Nullable Long sequenceNumber;
  private @Nullable String seal;

  protected AuditEntry() {}

  AuditEntry(String actor, String action, String object, Outcome outcome, String detail) {
    this.id = RandomId.next("au");
    this.occurredAt = Instant.now();
    this.address = Caller.address();
    this.actor = cut(actor, LONGEST_NAME);
    this.action = cut(action, LONGEST_NAME);
    this.object = cut(object, LONGEST_OBJECT);
    this.outcome = outcome;
    this.detail = cut(detail, LONGEST_DETAIL);
    this.requestId = MDC.get("requestId");
  }

  AuditEntry by(CurrentUser user) {
    this.accountId = user.accountId();
    this.tenantId = user.tenant().value();
    return this;
  }

  /** Whose object it is about, which an administrator may be no member of. */
  AuditEntry in(TenantId tenant) {
    this.tenantId = tenant.value();
    return this;
  }

  String actor() {
    return actor;
  }

  String action() {
    return action;
  }

  String object() {
    return object;
  }

  Outcome outcome() {
    return outcome;
  }

  /** All that is sealed; each text with its length, so that nothing can move between them. */
  String content() {
    StringBuilder content = new StringBuilder();
    for (Object each :
        new @Nullable Object[] {
          id,
          occurredAt,
          tenantId,
          accountId,
          actor,
          address,
          action,
          object,
          outcome,
          detail,
          requestId
        }) {
      String text = each == null ? "" : each.toString();
      content.append(text.length()).append(':').append(text);
    }
    return content.toString();
  }

  void sealed(long number, String with) {
    this.sequenceNumber = number;
    this.seal = with;
  }

  /** From 1; only of sealed ones. */
  long number() {
    return Objects.requireNonNull(sequenceNumber);
  }

  String seal() {
    return Objects.requireNonNull(seal);
  }

  AuditRecord toRecord() {
    return new AuditRecord(
        id,
        occurredAt,
        Optional.ofNullable(tenantId),
        actor,
        address,
        action,
        object,
        outcome == Outcome.DENIED,
        detail,
        Optional.ofNullable(requestId),
        Optional.ofNullable(sequenceNumber));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
