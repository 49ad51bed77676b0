package dev.rayport.backend.kubernetes;

import dev.rayport.base.SecretBox;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "rayport.backend", havingValue = "kubernetes")
class KubernetesConfiguration {

  private static final int MARK = 10;

  @Bean
  KubernetesBackend kubernetesBackend(
      KubernetesProperties given, IsolationProperties isolation, SecretBox box) {
    KubernetesProperties properties =
        given.markedBy("rayport-" + box.derive("kubernetes-instance").substring(0, MARK));
    return new KubernetesBackend(
        new Platform(properties, isolation, Connections.of(properties)),
        new ClusterTokens(box::derive));
  }
}
