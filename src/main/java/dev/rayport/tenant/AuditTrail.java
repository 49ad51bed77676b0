package dev.rayport.tenant;

import dev.rayport.tenant.AuditEntry.Outcome;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.context.event.EventListener;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The audit log's writer. */
@Component
class AuditTrail implements AuditLog {

  private final AuditEntryRepository entries;

  AuditTrail(AuditEntryRepository entries) {
    this.entries = entries;
  }

  @Override
  @Transactional
  public void record(String action, String object, String detail) {
    CurrentUser user = CurrentUser.require();
    entries.save(new AuditEntry(user.name(), action, object, Outcome.DONE, detail).by(user));
  }

  /** A sign-in with a password, by a name that may belong to nobody. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void attempt(String name, Outcome outcome) {
    entries.save(new AuditEntry(name, "account.sign-in", name, outcome, ""));
  }

  /** A signed-in user reached for a service method that their role does not open. */
  @EventListener
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  void denied(AuthorizationDeniedEvent<?> event) {
    if (event.getObject() instanceof MethodInvocation call
        && event.getAuthentication().get() instanceof Authentication authentication
        && authentication.getPrincipal() instanceof CurrentUser.Holder) {
      String method =
          call.getMethod().getDeclaringClass().getSimpleName() + '.' + call.getMethod().getName();
      entries.save(
          new AuditEntry(
              authentication.getName(), method, firstArgument(call), Outcome.DENIED, ""));
    }
  }

  private static String firstArgument(MethodInvocation call) {
    return call.getArguments().length == 0 ? "" : String.valueOf(call.getArguments()[0]);
  }
}
