package dev.rayport.tenant.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Content-Security-Policy of the portal's pages. Flow's client builds functions from the server's
 * expressions and writes style attributes, hence unsafe-eval and unsafe-inline for styles; scripts
 * need this page's nonce or come from the portal's own files.
 */
@Component
class ContentPolicy implements VaadinServiceInitListener {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Content-Security-Policy";
  private static final String COMMON =
      "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
          + " connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** For what is not a page: no inline script at all. */
  static final String FOR_FILES = "default-src 'self'; script-src 'self'" + COMMON;

  private static final int NONCE_BYTES = 16;
  private final SecureRandom random = new SecureRandom();

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.addIndexHtmlRequestListener(this::giveNonce);
  }

  private void giveNonce(IndexHtmlResponse page) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    String nonce = Base64.getEncoder().encodeToString(bytes);
    page.getDocument().select("script").attr("nonce", nonce);
    VaadinResponse response = page.getVaadinResponse();
    response.setHeader(
        HEADER,
        "default-src 'self'; script-src 'self' 'nonce-%s' 'unsafe-eval'".formatted(nonce) + COMMON);
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Cache-Control", "no-store");
  }
}
