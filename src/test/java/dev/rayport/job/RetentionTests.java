package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.base.FieldError;
import dev.rayport.base.Refusal;
import dev.rayport.tenant.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** Packages that nobody refers to, with a time of keeping that is over at once. */
class RetentionTests extends JobWorld {

  @Autowired private Retention retention;
  @Autowired private PackageStore store;
  @Autowired private JobIntake intake;
  @Autowired private TransactionOperations transactions;

  @Test
  void packagesGoUnlessAJobRefersToThem() throws IOException {
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip()));
    JobId job = jobs.submit(wish(Map.of("package", stored.hash()))).id();
    retention.run();
    assertThat(store.has("research", stored.hash())).isTrue();
    assertThat(jobs.resubmit(job, Map.of()).spec().packageHash()).contains(stored.hash());

    signIn("eve", Role.RESEARCHER, "other");
    StoredPackage unused = packages.store(new ByteArrayInputStream(zip()));
    assertThat(store.has("other", unused.hash())).isTrue();
    retention.run();
    assertThat(store.has("other", unused.hash())).isFalse();
    assertThat(catchThrowableOfType(Refusal.class, () -> packages.get(unused.hash())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(packages.store(new ByteArrayInputStream(zip())).isNew()).isTrue();
  }

  @Test
  void aPackageThatWentSinceItWasCheckedIsAskedForAgain() throws IOException {
    signIn("eve", Role.RESEARCHER, "late");
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip()));
    JobIntake.Checked checked = intake.check(wish(Map.of("package", stored.hash())));
    retention.run();

    JobIntake.Origin origin = new JobIntake.Origin(Optional.empty(), Optional.empty());
    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> transactions.execute(status -> intake.accept(checked, origin)));
    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly("package");
  }

  @Test
  void aFileThatWasUploadedMeanwhileStays() throws IOException {
    Instant before = Instant.now().minusSeconds(1);
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip()));
    store.deleteOlder("research", stored.hash(), before);
    assertThat(store.has("research", stored.hash())).isTrue();
    store.deleteOlder("research", stored.hash(), Instant.now().plusSeconds(1));
    assertThat(store.has("research", stored.hash())).isFalse();
  }
}
