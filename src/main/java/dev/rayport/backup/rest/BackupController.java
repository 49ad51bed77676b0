package dev.rayport.backup.rest;

import dev.rayport.backup.Backups;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything that lasts, for whoever looks after the portal. */
@RestController
class BackupController {

  private final Backups backups;

  BackupController(Backups backups) {
    this.backups = backups;
  }

  @Operation(
      summary = "Everything that lasts, as ./rayport restore takes it (administrators)",
      description = "A gzipped tar; it holds secrets and the key that opens them")
  @GetMapping(path = "/api/v1/backup", produces = "application/gzip")
  void backup(HttpServletResponse response) {
    backups.write(() -> {
      response.setContentType("application/gzip");
      response.setHeader("Content-Disposition", "attachment; filename=\"rayport-backup.tar.gz\"");
      response.setHeader("Cache-Control", "no-store");
      return response.getOutputStream();
    });
  }
}
