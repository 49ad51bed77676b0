package dev.rayport.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Puts the recipes that ship with the portal on the shelf; a changed file is a new version. */
@Component
class BuiltInTemplates implements InitializingBean {

  private static final Logger log = LoggerFactory.getLogger(BuiltInTemplates.class);
  private static final String AUTHOR = "rayport";

  private final TemplateShelf shelf;

  BuiltInTemplates(TemplateShelf shelf) {
    this.shelf = shelf;
  }

  @Override
  public void afterPropertiesSet() throws IOException {
    Resource[] files =
        new PathMatchingResourcePatternResolver().getResources("classpath:templates/*.yaml");
    Arrays.stream(files)
        .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
        .map(BuiltInTemplates::text)
        .forEach(this::sync);
  }

  void sync(String source) {
    TemplateDefinition definition = TemplateReader.read(source);
    Optional<TemplateVersionEntity> last =
        shelf.find(
            TemplateVersionEntity.BUILT_IN,
            new TemplateReference(definition.name(), OptionalInt.empty()));
    if (last.map(known -> known.source().equals(source)).orElse(false)) {
      return;
    }
    try {
      TemplateVersionEntity added =
          shelf.add(TemplateVersionEntity.BUILT_IN, definition, source, AUTHOR);
      log.info("Added built-in template {}@{}", definition.name(), added.version());
    } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
      log.info("Another replica adds built-in template {}", definition.name());
    }
  }

  private static String text(Resource file) {
    try {
      return file.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
