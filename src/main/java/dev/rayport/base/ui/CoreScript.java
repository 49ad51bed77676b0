package dev.rayport.base.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/**
 * Loads the shell's script in the head, before the first paint: the chosen theme must not flash,
 * and icons must be there when the first component asks for them.
 */
@Component
class CoreScript implements VaadinServiceInitListener {

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.addIndexHtmlRequestListener(response -> {
      response.getDocument().head().appendElement("script").attr("src", "assets/rp-core.js");
      response.getDocument().select("html").attr("lang", "en");
    });
  }
}
