package dev.rayport.job;

import dev.rayport.base.Refusal;
import dev.rayport.tenant.AsResearcher;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.CurrentUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** Working directories: checked, normalised, stored by content. */
@Service
public class PackageService {

  private final PackageStore store;
  private final PackageRepository packages;
  private final AuditLog audit;
  private final JobProperties.Uploads limits;
  private final Semaphore places;

  PackageService(
      PackageStore store, PackageRepository packages, AuditLog audit, JobProperties properties) {
    this.store = store;
    this.packages = packages;
    this.audit = audit;
    this.limits = properties.uploads();
    this.places = new Semaphore(limits.atOnce());
  }

  /**
   * Reads a zip or tar.gz, drops what .gitignore, .rayignore and Ray leave out, stores the rest. An
   * archive with a single top folder and no file beside it stands for that folder's content.
   *
   * @param body read at most once and never beyond the limit
   * @throws Refusal for what is no archive, climbs out, links, or is too large
   */
  @AsResearcher
  public StoredPackage store(InputStream body) {
    return store(body, PackageContent::of);
  }

  /**
   * As {@link #store}, every file where it is: what Ray's own client packed has its files chosen
   * already.
   */
  @AsResearcher
  public StoredPackage storeExactly(InputStream body) {
    return store(body, PackageContent::exactly);
  }

  private StoredPackage store(InputStream body, PackageStore.Choice choice) {
    if (!places.tryAcquire()) {
      throw new Refusal(
          Refusal.Kind.TOO_MANY,
          "uploads-busy",
          "%d uploads are being unpacked; try again in a few seconds.".formatted(limits.atOnce()));
    }
    try {
      store.refuseWithoutRoom();
      return remember(
          CurrentUser.require(), store.keep(CurrentUser.require().tenant().value(), body, choice));
    } catch (IOException e) {
      throw new UncheckedIOException("The upload could not be read or stored", e);
    } finally {
      places.release();
    }
  }

  private StoredPackage remember(CurrentUser user, StoredPackage stored) {
    Optional<PackageRow> known =
        packages.findByTenantIdAndHash(user.tenant().value(), stored.hash());
    if (known.isPresent()) {
      known.get().again(Clock.systemUTC().instant());
      packages.saveAndFlush(known.get());
      return new StoredPackage(
          stored.hash(), stored.bytes(), stored.files(), stored.ignored(), false);
    }
    try {
      packages.saveAndFlush(new PackageRow(user, stored, Clock.systemUTC().instant()));
    } catch (DataIntegrityViolationException twin) {
      return find(user, stored.hash()).orElseThrow(() -> twin);
    }
    audit.record("package.store", stored.hash(), stored.files() + " files");
    return stored;
  }

  /**
   * @throws Refusal NOT_FOUND, also for a package that only another tenant has
   */
  @AsViewer
  public StoredPackage get(String hash) {
    return find(CurrentUser.require(), hash).orElseThrow(() -> Refusal.notFound("package", hash));
  }

  /** Refuses an upload by its announced size before a byte of it is read. */
  @AsResearcher
  public void announce(long bytes) {
    if (bytes > limits.maxPacked().toBytes()) {
      throw store.tooLarge();
    }
  }

  private Optional<StoredPackage> find(CurrentUser user, String hash) {
    return packages.findByTenantIdAndHash(user.tenant().value(), hash).map(PackageRow::toStored);
  }
}
