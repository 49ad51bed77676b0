package dev.rayport.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Lays out {@code $RAYPORT_HOME} before anything writes there. The home itself may be passed
 * through, since Ray runs under an account of its own below it; what these folders hold may not.
 */
@Configuration(proxyBeanMethods = false)
class HomeFolder {

  @Bean
  static BeanFactoryPostProcessor privateFolders(Environment environment) {
    Path home = Path.of(environment.getRequiredProperty("rayport.home"));
    return beans -> {
      try {
        Files.createDirectories(home);
        for (String folder : List.of("db", "logs", "packages")) {
          PrivateFile.folder(home.resolve(folder));
        }
      } catch (IOException e) {
        throw new CannotStart(
            "The data directory %s cannot be used (%s).".formatted(home, e),
            "Name one that can be written to in RAYPORT_HOME, and see whether its disk is full.");
      }
    };
  }
}
