package dev.rayport.template.rest;

import dev.rayport.base.rest.ListAnswer;
import dev.rayport.template.Stage;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/templates")
class TemplatesController {

  private final TemplateService templates;

  TemplatesController(TemplateService templates) {
    this.templates = templates;
  }

  @Operation(summary = "Newest version of each template, by stage and name")
  @GetMapping
  ListAnswer<TemplateJson> list(
      @RequestParam Optional<Stage> stage, @RequestParam Optional<String> q) {
    List<TemplateJson> items =
        templates.list().stream()
            .filter(version -> stage.isEmpty() || stage.get() == version.stage())
            .filter(version -> version.name().contains(q.orElse("")))
            .map(TemplateJson::of)
            .toList();
    return new ListAnswer<>(items, null);
  }

  @Operation(summary = "Newest version of one template, or name@version")
  @GetMapping("/{name}")
  TemplateJson newest(@PathVariable String name) {
    return TemplateJson.of(templates.get(name));
  }

  @Operation(summary = "All versions of one template, newest first")
  @GetMapping("/{name}/versions")
  ListAnswer<TemplateJson> versions(@PathVariable String name) {
    return new ListAnswer<>(templates.versions(name).stream().map(TemplateJson::of).toList(), null);
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
