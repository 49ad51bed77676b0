package dev.rayport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three databases get the same tables; only what they call things differs. */
class MigrationsTests {

  private static final Path ALL = Path.of("src/main/resources/db/migration");

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(ALL.resolve("mariadb"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void mysqlGetsWhatMariaDbGets(String file) throws IOException {
    assertThat(read("mysql", file))
        .isEqualTo(read("mariadb", file).replace("utf8mb4_nopad_bin", "utf8mb4_0900_bin"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void h2GetsTheSameTablesAndColumns(String file) throws IOException {
    String inH2sWords =
        read("mariadb", file)
            .replace(" character set utf8mb4 collate utf8mb4_nopad_bin;", ";")
            .replace("datetime(6)", "timestamp(6)")
            .replace("longtext", "clob")
            .replaceAll("\\bdouble\\b(?! precision)", "double precision")
            .replaceAll("modify column (\\w+) \\S+ not null", "alter column $1 set not null");

    assertThat(statements(read("h2", file))).isEqualTo(statements(inH2sWords));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void noFolderHasAFileOfItsOwn(String vendor) throws IOException {
    try (Stream<Path> files = Files.list(ALL.resolve(vendor))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(files().toList());
    }
  }

  static Stream<String> vendors() {
    return Stream.of("h2", "mysql");
  }

  /** Every table says so itself: a server's defaults mix up names and refuse some letters. */
  @ParameterizedTest
  @MethodSource("files")
  void mariaDbComparesLetterByLetterInEveryTable(String file) throws IOException {
    String text = read("mariadb", file);
    assertThat(text.split("create table", -1).length)
        .isEqualTo(text.split("\\) character set utf8mb4 collate utf8mb4_nopad_bin;", -1).length);
  }

  private static String read(String vendor, String file) throws IOException {
    return Files.readString(ALL.resolve(vendor).resolve(file));
  }

  private static String statements(String sql) {
    return sql.replaceAll("(?m)^\\s*--.*$", "").replaceAll("\\s+", " ").strip();
  }
}
