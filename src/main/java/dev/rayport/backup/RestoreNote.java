package dev.rayport.backup;

import dev.rayport.base.RayportProperties;
import dev.rayport.tenant.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells the audit log that the home was put back from a backup, at the first start after that. */
@Component
class RestoreNote {

  private static final Logger log = LoggerFactory.getLogger(RestoreNote.class);
  private final Path note;
  private final AuditLog audit;

  RestoreNote(RayportProperties properties, AuditLog audit) {
    this.note = properties.home().resolve("restored.json");
    this.audit = audit;
  }

  @EventListener(ApplicationReadyEvent.class)
  public void tell() {
    if (!Files.isRegularFile(note)) {
      return;
    }
    try {
      JsonNode read = JsonMapper.shared().readTree(Files.readAllBytes(note));
      audit.recordOutside(
          read.path("by").asString(""),
          "backup.restore",
          "portal",
          "%s of %s".formatted(read.path("file").asString(""), read.path("at").asString("")));
      Files.delete(note);
    } catch (IOException | JacksonException e) {
      log.warn("{} cannot be read: {}", note, e.getMessage());
    }
  }
}
