package dev.rayport.job.ui;

import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.ElementRequestHandler;
import dev.rayport.base.Refusal;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes an archive from the page it was made on: POST stores it, GET tells whether one is there.
 * Answers in JSON; the session that opened the page is the only one that knows the address.
 */
class PackageUpload implements ElementRequestHandler {

  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final transient PackageService packages;

  PackageUpload(PackageService packages) {
    this.packages = packages;
  }

  @Override
  public void handleRequest(
      VaadinRequest request, VaadinResponse response, VaadinSession session, Element owner)
      throws IOException {
    try {
      answer(response, 200, facts(packageOf(request)));
    } catch (Refusal refusal) {
      answer(response, refusal.kind().status(), Map.of("message", refusal.detail()));
    }
  }

  private StoredPackage packageOf(VaadinRequest request) throws IOException {
    String wanted = request.getParameter("package");
    return wanted == null ? packages.store(request.getInputStream()) : packages.get(wanted);
  }

  private static Map<String, Object> facts(StoredPackage stored) {
    return Map.of(
        "package", stored.hash(),
        "bytes", stored.bytes(),
        "files", stored.files(),
        "ignored", stored.ignored(),
        "isNew", stored.isNew());
  }

  private static void answer(VaadinResponse response, int status, Map<String, Object> body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(JSON.writeValueAsBytes(body));
  }
}
