package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import dev.rayport.base.SecretBox;
import dev.rayport.tenant.SecretSummary.Scope;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Named secrets: written and deleted by people, read by nobody but what hands a job its variables.
 * A user's own comes before the tenant's of the same name.
 */
@Service
public class Secrets {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final int MAX_VALUE = 32 * 1024;

  private final NamedSecretRepository secrets;
  private final SecretBox box;
  private final AuditLog audit;
  private final TransactionOperations transactions;

  Secrets(
      NamedSecretRepository secrets,
      SecretBox box,
      AuditLog audit,
      TransactionOperations transactions) {
    this.secrets = secrets;
    this.box = box;
    this.audit = audit;
    this.transactions = transactions;
  }

  /** Those that the current user's jobs can be given. */
  @AsViewer
  @Transactional(readOnly = true)
  public List<SecretSummary> list() {
    CurrentUser user = CurrentUser.require();
    return secrets
        .findByTenantIdAndOwnerIdInOrderByNameAscOwnerIdDesc(
            user.tenant().value(), List.of(user.accountId(), NamedSecret.TENANTS))
        .stream()
        .map(NamedSecret::summary)
        .toList();
  }

  /** Writes a value, in place of what was there. */
  @AsResearcher
  public SecretSummary put(String name, Scope scope, String value) {
    check(name, value);
    String owner = owner(scope);
    try {
      return transactions.execute(status -> write(name, owner, value));
    } catch (DataIntegrityViolationException twin) {
      return transactions.execute(status -> write(name, owner, value));
    }
  }

  private SecretSummary write(String name, String owner, String value) {
    CurrentUser user = CurrentUser.require();
    NamedSecret secret =
        secrets
            .findByTenantIdAndOwnerIdAndName(user.tenant().value(), owner, name)
            .orElseGet(() -> new NamedSecret(user.tenant(), owner, name))
            .holds(box.seal(value), user.name(), Clock.systemUTC().instant());
    secrets.saveAndFlush(secret);
    audit.record("secret.put", name, secret.scope().name());
    return secret.summary();
  }

  /** Jobs that wait and name it will fail. */
  @AsResearcher
  @Transactional
  public void delete(String name, Scope scope) {
    NamedSecret secret =
        secrets
            .findByTenantIdAndOwnerIdAndName(
                CurrentUser.require().tenant().value(), owner(scope), name)
            .orElseThrow(() -> Refusal.notFound("secret", name));
    secrets.delete(secret);
    audit.record("secret.delete", name, scope.name());
  }

  /** What is wrong with a value that names a secret; empty when nothing, or when it names none. */
  @AsViewer
  @Transactional(readOnly = true)
  public Optional<String> problemWith(String value) {
    CurrentUser user = CurrentUser.require();
    return SecretSummary.named(value)
        .filter(name -> find(user.tenant(), user.accountId(), name).isEmpty())
        .map(name ->
            NAME.matcher(name).matches()
                ? "There is no secret “%s”; write it first (Secrets in your menu, or PUT /secrets/%s)."
                    .formatted(name, name)
                : "After @secret/ comes the name of a secret: letters, digits, dots, dashes and"
                    + " underscores.");
  }

  /** The value for a job of this owner; empty when it is gone. */
  @AsSystem("a job is given its owner's secrets when it is handed to Ray")
  @Transactional(readOnly = true)
  public Optional<String> value(TenantId tenant, String ownerId, String name) {
    return find(tenant, ownerId, name).map(NamedSecret::sealed).map(box::open);
  }

  private Optional<NamedSecret> find(TenantId tenant, String ownerId, String name) {
    return secrets
        .findByTenantIdAndOwnerIdAndName(tenant.value(), ownerId, name)
        .or(() ->
            secrets.findByTenantIdAndOwnerIdAndName(tenant.value(), NamedSecret.TENANTS, name));
  }

  private static String owner(Scope scope) {
    CurrentUser user = CurrentUser.require();
    if (scope == Scope.USER) {
      return user.accountId();
    }
    if (!user.role().atLeast(Role.LEAD)) {
      throw Refusal.forbidden("A lead writes and deletes the tenant's secrets.");
    }
    return NamedSecret.TENANTS;
  }

  private static void check(String name, String value) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          "name",
          "A name has 1 to 63 letters, digits, dots, dashes and underscores, and starts with a"
              + " letter or digit.");
    }
    if (value.isEmpty()) {
      throw Refusal.invalid("value", "Give the value.");
    }
    if (value.length() > MAX_VALUE) {
      throw Refusal.invalid("value", "A value may have 32 KiB.");
    }
    if (value.indexOf('\0') >= 0) {
      throw Refusal.invalid("value", "A value cannot hold a NUL character.");
    }
  }
}
