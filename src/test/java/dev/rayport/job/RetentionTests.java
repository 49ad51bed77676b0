package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.base.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Packages that nobody refers to, with a time of keeping that is over at once. */
class RetentionTests extends JobWorld {

  @Autowired private Retention retention;
  @Autowired private PackageStore store;

  @Test
  void packagesGoUnlessAJobRefersToThem() throws IOException {
    StoredPackage stored = packages.store(new ByteArrayInputStream(zip()));
    JobId job = jobs.submit(wish(Map.of("package", stored.hash()))).id();
    retention.run();
    assertThat(store.has("research", stored.hash())).isTrue();
    assertThat(jobs.resubmit(job, Map.of()).spec().packageHash()).contains(stored.hash());

    signIn("eve", dev.rayport.tenant.Role.RESEARCHER, "other");
    StoredPackage unused = packages.store(new ByteArrayInputStream(zip()));
    assertThat(store.has("other", unused.hash())).isTrue();
    retention.run();
    assertThat(store.has("other", unused.hash())).isFalse();
    assertThat(catchThrowableOfType(Refusal.class, () -> packages.get(unused.hash())).kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
    assertThat(packages.store(new ByteArrayInputStream(zip())).isNew()).isTrue();
  }
}
