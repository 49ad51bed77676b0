package dev.rayport.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTests {

  @TempDir Path home;

  private SecretBox box() {
    return box(null);
  }

  private SecretBox box(@Nullable Path key) {
    return new SecretBox(
        new RayportProperties(home, "fake", "", false), new SecretKeyProperties(key));
  }

  @Test
  void openGivesBackWhatWasSealedAlsoAfterARestart() {
    String sealed = box().seal("päss wörd 🔑");

    assertThat(box().open(sealed)).isEqualTo("päss wörd 🔑");
    assertThat(sealed).doesNotContain("wörd");
  }

  @Test
  void theSameSecretLooksDifferentEachTime() {
    SecretBox box = box();

    assertThat(box.seal("x")).isNotEqualTo(box.seal("x"));
  }

  @Test
  void emptySecretsAreSecretsToo() {
    assertThat(box().open(box().seal(""))).isEmpty();
  }

  @Test
  void aChangedSecretIsNotOpened() {
    String sealed = box().seal("secret");
    char last = sealed.charAt(10);
    String changed = sealed.replace(last, last == 'A' ? 'B' : 'A');

    assertThatIllegalArgumentException().isThrownBy(() -> box().open(changed));
    assertThatIllegalArgumentException().isThrownBy(() -> box().open("secret"));
    assertThatIllegalArgumentException().isThrownBy(() -> box().open("v1:AAAA"));
  }

  @Test
  void anotherPortalsKeyDoesNotOpenIt() throws IOException {
    String sealed = box().seal("secret");
    Files.delete(home.resolve("secret.key"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> box().open(sealed))
        .withMessageContaining("secret.key");
  }

  @Test
  void onlyThePortalsAccountReadsTheKey() throws IOException {
    box();

    assertThat(Files.getPosixFilePermissions(home.resolve("secret.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void portalsWithTheSameKeyFileOpenEachOthersSecrets(@TempDir Path elsewhere) throws IOException {
    Path key = elsewhere.resolve("key");
    Files.writeString(key, "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
    String sealed = box(key).seal("secret");

    assertThat(box(key).open(sealed)).isEqualTo("secret");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aNamedKeyIsNeverMadeUp(@TempDir Path elsewhere) throws IOException {
    Path key = elsewhere.resolve("key");
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> box(key))
        .withMessageContaining("cannot be read");

    Files.writeString(key, "dG9vIHNob3J0");
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> box(key))
        .withMessageContaining("holds no key");
  }
}
