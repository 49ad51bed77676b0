package dev.rayport.job;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Once a day: removes packages that nobody refers to and logs of jobs that are gone. */
@Component
class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final PackageRepository packages;
  private final RayPackageRepository names;
  private final PackageStore store;
  private final JobRepository jobs;
  private final LogFiles logs;
  private final TransactionOperations transactions;
  private final JobProperties.Keep keep;
  private final Clock clock = Clock.systemUTC();

  Retention(
      PackageRepository packages,
      RayPackageRepository names,
      PackageStore store,
      JobRepository jobs,
      LogFiles logs,
      TransactionOperations transactions,
      JobProperties properties) {
    this.packages = packages;
    this.names = names;
    this.store = store;
    this.jobs = jobs;
    this.logs = logs;
    this.transactions = transactions;
    this.keep = properties.keep();
  }

  void run() {
    try {
      Instant before = clock.instant().minus(keep.packages());
      for (PackageRow row : packages.unused(before)) {
        remove(row, before);
      }
      transactions.executeWithoutResult(status -> names.deleteGone());
      int gone = logs.deleteBesides(id -> jobs.findById(id).isPresent());
      if (gone > 0) {
        log.info("Removed the logs of {} jobs that are gone", gone);
      }
    } catch (IOException e) {
      log.warn("Not all that is no longer needed could be removed; tries again tomorrow", e);
    }
  }

  /** The row first: a file without one is no package, and uploading it again brings both back. */
  private void remove(PackageRow row, Instant before) throws IOException {
    Integer removed = transactions.execute(status -> packages.deleteUnused(row.id(), before));
    if (removed != null && removed > 0) {
      store.deleteOlder(row.tenantId(), row.toStored().hash(), before);
      log.info("Removed package {}, to which no job refers", row);
    }
  }
}
