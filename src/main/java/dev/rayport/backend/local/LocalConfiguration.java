package dev.rayport.backend.local;

import dev.rayport.base.RayportProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "rayport.backend", havingValue = "local")
class LocalConfiguration {

  @Bean
  HomeLock homeLock(RayportProperties portal) {
    return HomeLock.take(portal.home());
  }

  @Bean
  @DependsOn("homeLock")
  LocalBackend localBackend(RayportProperties portal, LocalProperties properties) {
    return new LocalBackend(LocalMachine.of(portal.home(), properties), properties);
  }
}
