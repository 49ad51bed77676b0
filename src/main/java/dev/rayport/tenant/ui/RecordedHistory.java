package dev.rayport.tenant.ui;

import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.ui.History;
import dev.rayport.tenant.AuditQuery;
import dev.rayport.tenant.AuditRecord;
import dev.rayport.tenant.AuditService;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the history of an object from the audit log. */
@Component
class RecordedHistory implements History.Source {

  private static final int PAGE = 50;
  private final AuditService audit;

  RecordedHistory(AuditService audit) {
    this.audit = audit;
  }

  @Override
  public Slice<History.Line> of(String object, Optional<String> cursor) {
    return audit
        .slice(AuditQuery.of(object), new SliceRequest(PAGE, cursor, Optional.empty()))
        .map(RecordedHistory::line);
  }

  private static History.Line line(AuditRecord entry) {
    return new History.Line(
        entry.at(),
        entry.actor(),
        did(entry.action()),
        entry.denied(),
        entry.detail(),
        entry.address());
  }

  /** {@code change password} of {@code account.change-password} and of {@code X.changePassword}. */
  static String did(String action) {
    return action
        .substring(action.lastIndexOf('.') + 1)
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .replace('-', ' ')
        .toLowerCase(Locale.ROOT);
  }
}
