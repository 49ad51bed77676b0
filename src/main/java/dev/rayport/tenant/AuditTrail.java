package dev.rayport.tenant;

import dev.rayport.tenant.AuditEntry.Outcome;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The audit log's writer. */
@Component
class AuditTrail implements AuditLog {

  private final AuditEntryRepository entries;
  private final ApplicationEventPublisher events;

  AuditTrail(AuditEntryRepository entries, ApplicationEventPublisher events) {
    this.entries = entries;
    this.events = events;
  }

  @Override
  @Transactional
  public void record(String action, String object, String detail) {
    record(CurrentUser.require().tenant(), action, object, detail);
  }

  @Override
  @Transactional
  public void record(TenantId tenant, String action, String object, String detail) {
    CurrentUser user = CurrentUser.require();
    entries.save(
        new AuditEntry(user.name(), action, object, Outcome.DONE, detail).by(user).in(tenant));
    events.publishEvent(new Recorded(action, object));
  }

  @Override
  @Transactional
  public void recordOutside(String actor, String action, String object, String detail) {
    entries.save(new AuditEntry(actor, action, object, Outcome.DONE, detail));
  }

  /** A sign-in with a password, by a name that may belong to nobody. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void attempt(String name, Outcome outcome) {
    entries.save(new AuditEntry(name, "account.sign-in", name, outcome, ""));
  }

  /** A try that was refused; stays when the caller's transaction does not. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void denied(CurrentUser.Holder who, String name, String action, String object) {
    AuditEntry entry = new AuditEntry(name, action, object, Outcome.DENIED, "");
    if (!(who instanceof SignedIn user) || user.role().isPresent()) {
      entry.by(who.currentUser());
    }
    entries.save(entry);
  }
}
