package dev.rayport.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rayport.backend.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class TenantAccountsTests {

  private static final RunAccount FIRST = new RunAccount("rayport-ray", 990, 990);
  private final List<String> asked = new ArrayList<>();

  @Test
  void eachTenantHasAnAccountOfItsOwn() {
    TenantAccounts accounts = accounts(FIRST);

    assertThat(accounts.of("default")).isEqualTo(FIRST);
    assertThat(accounts.of("vision").name()).isEqualTo("rayport-ray-vision");
    assertThat(accounts.of("vision")).isSameAs(accounts.of("vision"));
    assertThat(accounts.of("speech")).isNotEqualTo(accounts.of("vision"));
    assertThat(asked).containsExactly("rayport-ray-vision", "rayport-ray-speech");
  }

  @Test
  void withoutAnAccountForRayThereIsNoneForTenants() {
    assertThat(accounts(RunAccount.portal()).of("vision")).isEqualTo(RunAccount.portal());
  }

  @Test
  void noTenantGetsTheAccountOfAnother() {
    TenantAccounts none = new TenantAccounts(FIRST, name -> Optional.empty());

    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> none.of("vision"))
        .withMessageContaining("rayport-ray-vision");
  }

  @Test
  void longNamesStayApart() {
    String one = TenantAccounts.name("rayport-ray", "a-tenant-with-a-very-long-name-1");
    String two = TenantAccounts.name("rayport-ray", "a-tenant-with-a-very-long-name-2");

    assertThat(one).hasSizeLessThanOrEqualTo(32).isNotEqualTo(two);
  }

  @Test
  void whatIsThePortalsOwnBelongsToNoTenant(@TempDir Path dir) {
    assertThat(accounts(RunAccount.portal()).ownerOf(dir)).isEmpty();
    assertThat(accounts(FIRST).ownerOf(dir.resolve("missing"))).isEmpty();
  }

  @Test
  @EnabledIf("isRoot")
  void whatAnAccountWorksInIsClosedToOthersAndStaysSo(@TempDir Path dir) throws IOException {
    RunAccount nobody = RunAccounts.find("nobody").orElseThrow();
    Path runDir = dir.resolve("run");

    Directories.makeClosedAround(nobody, runDir);

    // Ray opens its directory to everybody where it may, and it may only what its account owns.
    assertThat(Files.getOwner(runDir).getName()).isEqualTo("root");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runDir)))
        .isEqualTo("rwxrwx---");
    assertThat(Files.getAttribute(runDir, "unix:gid")).isEqualTo(nobody.gid());
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private TenantAccounts accounts(RunAccount first) {
    return new TenantAccounts(
        first,
        name -> {
          asked.add(name);
          return Optional.of(new RunAccount(name, 1000 + asked.size(), 1000));
        });
  }
}
