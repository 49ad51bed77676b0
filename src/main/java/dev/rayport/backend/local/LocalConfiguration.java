package dev.rayport.backend.local;

import dev.rayport.base.RayportProperties;
import dev.rayport.base.Replica;
import org.springframework.beans.factory.ObjectProvider;
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

  /** Whether this portal may serve its database at all comes before any process is taken up. */
  @Bean
  @DependsOn("homeLock")
  LocalBackend localBackend(
      RayportProperties portal, LocalProperties properties, ObjectProvider<Replica> replica) {
    replica.ifAvailable(Replica::id);
    return new LocalBackend(LocalMachine.of(portal.home(), properties), properties);
  }
}
