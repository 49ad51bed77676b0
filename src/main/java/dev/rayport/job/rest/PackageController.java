package dev.rayport.job.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rayport.job.PackageService;
import dev.rayport.job.StoredPackage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Working directories over HTTP: the body is a zip or tar.gz, whatever its content type says. */
@RestController
class PackageController {

  private final PackageService packages;

  PackageController(PackageService packages) {
    this.packages = packages;
  }

  /**
   * What was stored.
   *
   * @param hash goes into {@code package} of {@code POST /jobs}
   * @param ignored files left out by .gitignore, .rayignore and Ray's own list
   */
  record PackageAnswer(@JsonProperty("package") String hash, long bytes, int files, int ignored) {}

  @Operation(
      summary = "Stores a working directory by its content; the same bytes answer 200",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = "application/octet-stream",
                      schema = @Schema(type = "string", format = "binary"))))
  @ApiResponse(responseCode = "200", description = "Was stored before")
  @ApiResponse(responseCode = "201", description = "Stored")
  @PutMapping("/api/v1/packages")
  ResponseEntity<PackageAnswer> store(HttpServletRequest request) throws IOException {
    packages.announce(request.getContentLengthLong());
    StoredPackage stored = packages.store(request.getInputStream());
    return ResponseEntity.status(stored.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(new PackageAnswer(stored.hash(), stored.bytes(), stored.files(), stored.ignored()));
  }
}
