package dev.rayport.template.rest;

import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateQuery;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/templates")
class TemplatesController {

  private final TemplateService templates;

  TemplatesController(TemplateService templates) {
    this.templates = templates;
  }

  /**
   * Filters of the list.
   *
   * @param owner who added it; rayport for what ships with the portal
   */
  record Filters(
      @Nullable Stage stage,
      @Nullable String owner,
      @Nullable String q,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore) {

    TemplateQuery query() {
      return new TemplateQuery(
          Optional.ofNullable(stage),
          Optional.ofNullable(owner),
          Optional.ofNullable(q).orElse(""),
          Optional.ofNullable(createdAfter),
          Optional.ofNullable(createdBefore));
    }
  }

  /** Filters of one template's versions. */
  record VersionFilters(
      @Nullable String owner, @Nullable Instant createdAfter, @Nullable Instant createdBefore) {

    TemplateQuery query() {
      return new Filters(null, owner, null, createdAfter, createdBefore).query();
    }
  }

  @Operation(
      summary = "Newest version of each template",
      description = "By name unless told; sort takes name and createdAt")
  @GetMapping
  ListAnswer<TemplateJson> list(@ParameterObject Filters filters, SliceRequest request) {
    return ListAnswer.of(templates.slice(filters.query(), request), TemplateJson::of);
  }

  @Operation(summary = "Newest version of one template, or name@version")
  @GetMapping("/{name}")
  TemplateJson newest(@PathVariable String name) {
    return TemplateJson.of(templates.get(name));
  }

  @Operation(
      summary = "Versions of one template",
      description = "Newest first unless told; sort takes version and createdAt")
  @GetMapping("/{name}/versions")
  ListAnswer<TemplateJson> versions(
      @PathVariable String name, @ParameterObject VersionFilters filters, SliceRequest request) {
    return ListAnswer.of(templates.sliceVersions(name, filters.query(), request), TemplateJson::of);
  }

  @Operation(summary = "One version, as it was written")
  @GetMapping("/{name}/versions/{version}")
  TemplateJson version(@PathVariable String name, @PathVariable int version) {
    return TemplateJson.of(templates.get(name + "@" + version));
  }

  @Operation(summary = "Adds a template or its next version; versions never change")
  @PostMapping(
      consumes = {
        "application/json",
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/x-yaml"
      })
  @ResponseStatus(HttpStatus.CREATED)
  TemplateJson add(@RequestBody byte[] source) {
    TemplateVersion added = templates.add(new String(source, StandardCharsets.UTF_8));
    return TemplateJson.of(added);
  }
}
