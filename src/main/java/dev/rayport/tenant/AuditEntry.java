package dev.rayport.tenant;

import dev.rayport.base.RandomId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the record of who did what; never changed, never deleted. */
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
  }

  AuditEntry by(CurrentUser user) {
    this.accountId = user.accountId();
    this.tenantId = user.tenant().value();
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

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
