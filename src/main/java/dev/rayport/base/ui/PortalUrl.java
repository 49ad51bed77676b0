package dev.rayport.base.ui;

import com.vaadin.flow.server.VaadinRequest;
import dev.rayport.base.RayportProperties;
import org.springframework.stereotype.Component;

/** Address of this portal, for texts that people copy. */
@Component
public class PortalUrl {

  private final RayportProperties properties;

  PortalUrl(RayportProperties properties) {
    this.properties = properties;
  }

  /** The configured one, or the one the browser uses; without a slash at the end. */
  public String text() {
    if (!properties.publicUrl().isEmpty()) {
      return properties.publicUrl().replaceAll("/+$", "");
    }
    VaadinRequest request = VaadinRequest.getCurrent();
    String host = request == null ? null : request.getHeader("Host");
    return request == null || host == null
        ? "http://localhost:8080"
        : "%s://%s".formatted(request.isSecure() ? "https" : "http", host);
  }
}
