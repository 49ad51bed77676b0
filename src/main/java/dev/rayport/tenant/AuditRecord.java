package dev.rayport.tenant;

import java.time.Instant;
import java.util.Optional;

/**
 * A line of the audit log.
 *
 * @param tenant empty for what belongs to none, such as a sign-in
 * @param actor name of the account, or what was given as one
 * @param address where it came from; {@code portal}: its own doing; empty for those whom it does
 *     not concern
 * @param action verb and object, such as {@code cluster.stop}
 * @param object id or name of what was acted on; may be empty
 * @param denied whether it was refused
 * @param requestId of the request, as its answer named it
 * @param number in the chain, from 1; empty for a moment after it happened
 */
public record AuditRecord(
    String id,
    Instant at,
    Optional<String> tenant,
    String actor,
    String address,
    String action,
    String object,
    boolean denied,
    String detail,
    Optional<String> requestId,
    Optional<Long> number) {

  AuditRecord withoutAddress() {
    return new AuditRecord(
        id, at, tenant, actor, "", action, object, denied, detail, Optional.empty(), number);
  }
}
