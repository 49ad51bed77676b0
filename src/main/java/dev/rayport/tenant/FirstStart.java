package dev.rayport.tenant;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the first tenant and its administrator on an empty database. */
@Component
class FirstStart {

  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
  static final String TENANT = "default";
  static final String ADMIN = "admin";
  private static final int PASSWORD_BYTES = 12;
  private static final int ATTEMPTS = 5;
  private final Accounts accounts;
  private final ApiTokens tokens;
  private final InitialAdminFile file;
  private final PortalAddress address;
  private final TenantProperties properties;
  private final TransactionTemplate transaction;

  FirstStart(
      Accounts accounts,
      ApiTokens tokens,
      InitialAdminFile file,
      PortalAddress address,
      TenantProperties properties,
      TransactionTemplate transaction) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.file = file;
    this.address = address;
    this.properties = properties;
    this.transaction = transaction;
  }

  @EventListener(ApplicationReadyEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void ready() {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        transaction.executeWithoutResult(status -> prepare());
        return;
      } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
        log.info("Another portal starts on this database for the first time, too");
      }
    }
    transaction.executeWithoutResult(status -> prepare());
  }

  private void prepare() {
    if (accounts.none()) {
      createAdministrator();
    } else {
      file.read().ifPresent(this::keepAddressTrue);
    }
  }

  private void createAdministrator() {
    String password =
        properties.adminPassword().isEmpty() ? randomPassword() : properties.adminPassword();
    Accounts.problemWith(password, ADMIN)
        .ifPresent(problem ->
            log.warn("RAYPORT_ADMIN_PASSWORD is a weak password; change it soon. {}", problem));
    // First of all rows: the name is there once, so that whoever gets past here is the only one.
    Account admin = accounts.add(ADMIN, password);
    TenantId tenant = accounts.createTenant(new TenantId(TENANT));
    admin.promote();
    CurrentUser owner = new CurrentUser(admin.id(), ADMIN, tenant, Role.ADMINISTRATOR);
    NewToken wish = new NewToken("first", Scope.WRITE, Optional.empty(), Optional.empty());
    IssuedToken token = tokens.issue(wish, owner);
    // Before the commit: after a crash in between, the next start finds no account and does it
    // again, while an account whose password nobody was told would be of no use.
    file.write(new InitialAdminFile.Content(ADMIN, password, token.value(), address.url()));
  }

  private void keepAddressTrue(InitialAdminFile.Content content) {
    if (!content.url().equals(address.url())) {
      file.write(
          new InitialAdminFile.Content(
              content.user(), content.password(), content.token(), address.url()));
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.ofDelimiter("-").formatHex(bytes).replaceAll("(..)-(..)-(..)", "$1$2$3");
  }
}
