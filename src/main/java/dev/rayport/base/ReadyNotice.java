package dev.rayport.base;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells whoever started the portal on a console where it is, once it answers. */
@Component
class ReadyNotice {

  private final RayportProperties properties;
  private final Environment environment;

  ReadyNotice(RayportProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void print() {
    System.out.printf("%nRayport is ready: %s%n", address());
    Path firstSignIn = properties.home().resolve("initial-admin.json");
    if (Files.exists(firstSignIn)) {
      System.out.printf(
          "Sign in as admin; the first password is in %s%n", firstSignIn.toAbsolutePath());
    }
    System.out.printf("Ctrl-C ends it.%n%n");
  }

  private String address() {
    return properties.publicUrl().isEmpty()
        ? "http://localhost:" + environment.getProperty("local.server.port", "8080")
        : properties.publicUrl();
  }
}
