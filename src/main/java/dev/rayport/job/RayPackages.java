package dev.rayport.job;

import dev.rayport.base.Refusal;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.CurrentUser;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Uploads of Ray's own clients, {@code gcs://<name>}: packages of the tenant under a name. */
@Service
public class RayPackages {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  /** A name that was asked for is good for this long. */
  private static final Duration PIN = Duration.ofHours(1);

  private final PackageService packages;
  private final PackageRepository stored;
  private final RayPackageRepository names;
  private final TransactionOperations transactions;

  RayPackages(
      PackageService packages,
      PackageRepository stored,
      RayPackageRepository names,
      TransactionOperations transactions) {
    this.packages = packages;
    this.stored = stored;
    this.names = names;
    this.transactions = transactions;
  }

  /**
   * The hash of the package that the current user uploaded under this name; it is not removed
   * within the hour.
   */
  @AsViewer
  public Optional<String> find(String name) {
    CurrentUser user = CurrentUser.require();
    String tenant = user.tenant().value();
    Instant now = Clock.systemUTC().instant();
    return transactions.execute(status ->
        named(name)
            .map(RayPackageRow::hash)
            .filter(hash -> {
              stored.wanted(tenant, hash, now, now.minus(PIN));
              return stored.findByTenantIdAndHash(tenant, hash).isPresent();
            }));
  }

  /**
   * Stores what Ray's client packed.
   *
   * @param bytes as announced; negative when unknown
   * @throws Refusal as {@link PackageService#store}
   */
  @AsResearcher
  public void put(String name, long bytes, InputStream body) {
    check(name);
    packages.announce(bytes);
    String hash = packages.storeExactly(body).hash();
    try {
      remember(name, hash);
    } catch (DataIntegrityViolationException twin) {
      remember(name, hash);
    }
  }

  private void remember(String name, String hash) {
    transactions.executeWithoutResult(status ->
        names.saveAndFlush(
            named(name)
                .orElseGet(() -> new RayPackageRow(CurrentUser.require(), name))
                .holds(hash)));
  }

  private Optional<RayPackageRow> named(String name) {
    CurrentUser user = CurrentUser.require();
    check(name);
    return names.findByTenantIdAndOwnerIdAndName(user.tenant().value(), user.accountId(), name);
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.invalid(
          "name",
          "A package's name has 1 to 100 letters, digits, dots, dashes and underscores, as Ray's"
              + " own client makes them.");
    }
  }
}
