package dev.rayport.template.ui;

import dev.rayport.base.ui.PaletteEntry;
import dev.rayport.template.TemplateService;
import java.util.List;
import org.springframework.stereotype.Component;

/** Templates in the command palette. */
@Component
class TemplatePalette implements PaletteEntry.Source {

  private static final int MOST = 5;

  private final TemplateService templates;

  TemplatePalette(TemplateService templates) {
    this.templates = templates;
  }

  @Override
  public List<PaletteEntry> find(String query) {
    if (query.isEmpty()) {
      return List.of();
    }
    return templates.list().stream()
        .filter(template -> template.name().contains(query))
        .limit(MOST)
        .map(template ->
            new PaletteEntry(
                "Templates",
                "layout-template",
                template.name(),
                "@" + template.version() + " · " + template.stage().word(),
                "templates/%s/%d".formatted(template.name(), template.version())))
        .toList();
  }
}
