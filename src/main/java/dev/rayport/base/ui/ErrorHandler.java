package dev.rayport.base.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import dev.rayport.base.OutsideUnwell;
import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** What happens to errors that no page handles: told to the user, and bugs logged once. */
@Component
class ErrorHandler implements VaadinServiceInitListener {

  private static final Logger log = LoggerFactory.getLogger(ErrorHandler.class);

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event.getSource().addSessionInitListener(init -> init.getSession().setErrorHandler(this::tell));
    CustomizedSystemMessages messages = new CustomizedSystemMessages();
    // Loaded again at once: where the browser is remembered, people go on where they were.
    messages.setSessionExpiredNotificationEnabled(false);
    messages.setInternalErrorCaption("Something went wrong");
    messages.setInternalErrorMessage("Click here to load the page again. It has been logged.");
    messages.setCookiesDisabledCaption("This browser's session is gone");
    messages.setCookiesDisabledMessage(
        "Rayport needs its cookies. Allow them, then click here to load the page again.");
    event.getSource().setSystemMessagesProvider(info -> messages);
  }

  private void tell(ErrorEvent event) {
    String words = words(event.getThrowable());
    Optional.ofNullable(UI.getCurrent()).ifPresent(ui -> ui.access(() -> Toast.error(words)));
  }

  /** What to tell the user; a bug is logged with the id that they can quote. */
  static String words(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal.detail();
      }
      if (cause instanceof AccessDeniedException) {
        return "Your role does not allow this; ask a lead of your tenant.";
      }
      if (cause instanceof OutsideUnwell) {
        return String.valueOf(cause.getMessage());
      }
    }
    return "Something went wrong in Rayport; clusters and jobs are not affected. Quote "
        + logged(error)
        + " when you ask for help.";
  }

  /** Logs a bug and gives it an id. */
  static String logged(Throwable bug) {
    String id = RandomId.next("err");
    log.error("Unexpected error {}", id, bug);
    return id;
  }
}
