package dev.rayport.tenant;

import dev.rayport.base.PrivateFile;
import dev.rayport.base.RayportProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code initial-admin.json}: how to sign in for the first time, until that password changes. */
@Component
class InitialAdminFile {

  private final Path file;
  private final JsonMapper json;

  InitialAdminFile(RayportProperties properties, JsonMapper json) {
    this.file = properties.home().resolve("initial-admin.json");
    this.json = json;
  }

  /** What it holds; the names are the contract of scripts that read it. */
  record Content(String user, String password, String token, String url) {

    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  Path path() {
    return file;
  }

  Optional<Content> read() {
    try {
      return Files.exists(file)
          ? Optional.of(json.readValue(Files.readAllBytes(file), Content.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Content content) {
    try {
      PrivateFile.write(file, json.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes it when it tells this account's password. */
  void forget(String user) {
    if (read().filter(content -> content.user().equals(user)).isPresent()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
