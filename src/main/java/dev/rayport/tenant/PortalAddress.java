package dev.rayport.tenant;

import dev.rayport.base.RayportProperties;
import java.net.URI;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where browsers and clients reach the portal. */
@Component
class PortalAddress {

  private final RayportProperties properties;
  private final Environment environment;

  PortalAddress(RayportProperties properties, Environment environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** With the port that the server really took. */
  String url() {
    if (!properties.publicUrl().isEmpty()) {
      return properties.publicUrl().replaceAll("/+$", "");
    }
    String configured = environment.getProperty("server.port", "8080");
    return "http://localhost:" + environment.getProperty("local.server.port", configured);
  }

  /** The public address's name; empty when none is configured. */
  Optional<String> publicHost() {
    return properties.publicUrl().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(URI.create(properties.publicUrl()).getHost());
  }
}
