package dev.rayport.backend.kubernetes;

import dev.rayport.base.SecretBox;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "rayport.backend", havingValue = "kubernetes")
class KubernetesConfiguration {

  @Bean
  KubernetesBackend kubernetesBackend(
      KubernetesProperties properties, IsolationProperties isolation, SecretBox box) {
    return new KubernetesBackend(
        new Platform(properties, isolation, Connections.of(properties)),
        new ClusterTokens(box::derive));
  }
}
