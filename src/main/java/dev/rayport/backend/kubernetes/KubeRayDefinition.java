package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the installed KubeRay offers, asked for anew now and then: it may be updated any time. */
final class KubeRayDefinition {

  private static final Logger log = LoggerFactory.getLogger(KubeRayDefinition.class);
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final int FORBIDDEN = 403;

  private final KubernetesClient client;
  private final Clock clock;
  private InstalledKubeRay known = InstalledKubeRay.assumed();
  private Instant askedAt = Instant.EPOCH;

  KubeRayDefinition(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * @throws BackendException when KubeRay is not installed
   */
  synchronized InstalledKubeRay get() {
    Instant now = clock.instant();
    if (askedAt.plus(FRESH).isBefore(now)) {
      known = ask();
      askedAt = now;
    }
    return known;
  }

  private InstalledKubeRay ask() {
    try {
      CustomResourceDefinition definition =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName("rayclusters.ray.io")
              .get();
      if (definition == null) {
        throw new BackendException("KubeRay is not installed on this Kubernetes.");
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> tree =
          client.getKubernetesSerialization().convertValue(definition, Map.class);
      return InstalledKubeRay.of(tree);
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        log.info("The portal may not read KubeRay's definition; every field is taken as known");
        return InstalledKubeRay.assumed();
      }
      throw ApiErrors.of("looking for KubeRay", e);
    }
  }
}
