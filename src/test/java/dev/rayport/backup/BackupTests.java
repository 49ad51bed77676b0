package dev.rayport.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RayportProperties;
import dev.rayport.tenant.AuditLog;
import dev.rayport.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What the portal or the command writes, the command puts back. */
class BackupTests {

  @TempDir private Path folder;
  private final List<String> audited = new ArrayList<>();
  private Path home;
  private Path archive;
  private SingleConnectionDataSource connection;
  private JdbcTemplate jdbc;

  private final AuditLog audit =
      new AuditLog() {
        @Override
        public void record(String action, String object, String detail) {
          audited.add(action);
        }

        @Override
        public void record(TenantId tenant, String action, String object, String detail) {
          audited.add(action);
        }

        @Override
        public void recordOutside(String actor, String action, String object, String detail) {
          audited.add(actor + " " + action);
        }
      };

  @BeforeEach
  void aHomeThatIsInUse() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    archive = folder.resolve("backup.tar.gz");
    Files.createDirectories(home.resolve("db"));
    write("secret.key", "the key");
    write("packages/default/abc.zip", "a package");
    write("logs/jobs/job_1/1/driver.log", "line\n".repeat(50_000));
    write("venv/bin/python", "no part of it");
    write("local/cl_1/head.log", "nor this");
    Files.createSymbolicLink(home.resolve("logs/link"), home.resolve("secret.key"));
    connection = new SingleConnectionDataSource(url(home), "sa", "", true);
    flyway().migrate();
    jdbc = new JdbcTemplate(connection);
    jdbc.update("insert into tenant (name, created_at, version) values ('kept', now(), 0)");
  }

  @AfterEach
  void closeDatabase() {
    connection.destroy();
  }

  private Flyway flyway() {
    return Flyway.configure().dataSource(connection).locations("classpath:db/migration/h2").load();
  }

  private static String url(Path home) {
    return "jdbc:h2:file:%s/db/rayport;MODE=MySQL".formatted(home);
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void backUp() {
    RayportProperties properties = new RayportProperties(home, "local", "", false);
    new Backups(properties, new DatabaseCopy(jdbc, flyway(), properties), audit)
        .write(() -> Files.newOutputStream(archive));
  }

  @Test
  void whatThePortalWritesWhileItRunsIsPutBackElsewhere() throws Exception {
    backUp();
    Path other = folder.resolve("other");

    Command.Said said = Command.run("restore", archive.toString(), "--home", other.toString());

    assertThat(said.code()).as(said.words()).isZero();
    assertThat(said.words()).contains(other.toString(), "./rayport up");
    assertThat(audited).containsExactly("backup.write");
    isTheSame(other);
    assertThat(other.resolve("restored.json")).exists();
    new RestoreNote(new RayportProperties(other, "local", "", false), audit).tell();
    assertThat(audited).last().asString().endsWith("backup.restore");
    assertThat(other.resolve("restored.json")).doesNotExist();
    try (Stream<Path> left = Files.list(home.resolve("db"))) {
      assertThat(left).noneMatch(file -> file.toString().contains("backup-"));
    }
  }

  @Test
  void aPortalThatIsDownIsBackedUpFromItsFiles() throws Exception {
    Command.Said busy = Command.run("backup", archive.toString(), "--home", home.toString());
    assertThat(busy.code()).isEqualTo(1);
    assertThat(busy.words()).contains("A portal runs with", "RAYPORT_TOKEN");
    connection.destroy();

    Command.Said said = Command.run("backup", archive.toString(), "--home", home.toString());

    assertThat(said.code()).as(said.words()).isZero();
    assertThat(said.words()).contains("It holds secrets");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
    Path other = folder.resolve("other");
    assertThat(Command.run("restore", archive.toString(), "--home", other.toString()).code())
        .isZero();
    isTheSame(other);
    assertThat(Command.run("backup", archive.toString(), "--home", home.toString()).words())
        .contains("is there already");
  }

  private void isTheSame(Path other) throws IOException {
    for (String name :
        List.of("secret.key", "packages/default/abc.zip", "logs/jobs/job_1/1/driver.log")) {
      assertThat(other.resolve(name)).hasSameBinaryContentAs(home.resolve(name));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(other.resolve("venv")).doesNotExist();
    assertThat(other.resolve("local")).doesNotExist();
    assertThat(Files.exists(other.resolve("logs/link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    var there = new SingleConnectionDataSource(url(other), "sa", "", true);
    assertThat(new JdbcTemplate(there).queryForList("select name from tenant", String.class))
        .containsExactly("kept");
    there.destroy();
  }

  @Test
  void whatIsInUseIsNeverOverwritten() throws Exception {
    backUp();

    Command.Said said = Command.run("restore", archive.toString(), "--home", home.toString());

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.words()).contains("is not empty", "--home");
  }

  @Test
  void whatAKilledRestoreLeftGoesWithTheNext() throws Exception {
    backUp();
    Path left = Files.createDirectories(folder.resolve(".other.restoring.999999999/db"));

    assertThat(
            Command.run("restore", archive.toString(), "--home", folder.resolve("other").toString())
                .code())
        .isZero();

    assertThat(left.getParent()).doesNotExist();
  }
}
