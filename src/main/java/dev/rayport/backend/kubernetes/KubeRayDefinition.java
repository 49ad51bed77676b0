package dev.rayport.backend.kubernetes;

import dev.rayport.backend.BackendException;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the installed KubeRay offers. It is asked for in the background, now and then, for it may be
 * updated any time: whoever wants to know gets what was heard last, and waits for nobody.
 */
final class KubeRayDefinition implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KubeRayDefinition.class);
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /** After its start the portal has not heard anything for a moment. */
  private static final Duration FIRST = Duration.ofSeconds(2);

  private static final int FORBIDDEN = 403;

  /** What was heard last; what went wrong, while nothing else was. */
  private sealed interface Heard {

    record Of(InstalledKubeRay kubeRay) implements Heard {}

    record Trouble(String why) implements Heard {}
  }

  private final KubernetesClient client;
  private final Instant started = Instant.now();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile Heard heard =
      new Heard.Trouble("Which KubeRay is installed is not known yet: Kubernetes has not said it.");
  private Instant freshUntil = Instant.EPOCH;
  private final ScheduledExecutorService asking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("kubernetes-kuberay").factory());

  KubeRayDefinition(KubernetesClient client) {
    this.client = client;
    asking.scheduleWithFixedDelay(this::refresh, 0, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * @throws BackendException when KubeRay is not installed, and while nothing is known of it
   */
  InstalledKubeRay get() {
    awaitFirst();
    return switch (heard) {
      case Heard.Of known -> known.kubeRay();
      case Heard.Trouble trouble -> throw new BackendException(trouble.why());
    };
  }

  private void awaitFirst() {
    try {
      long left = Duration.between(Instant.now(), started.plus(FIRST)).toMillis();
      if (left > 0 && !first.await(left, TimeUnit.MILLISECONDS)) {
        log.info("Nothing is heard yet of the installed KubeRay");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refresh() {
    if (freshUntil.isAfter(Instant.now())) {
      return;
    }
    try {
      heard = ask();
      freshUntil = Instant.now().plus(heard instanceof Heard.Of ? FRESH : Duration.ZERO);
    } catch (BackendException e) {
      log.debug("KubeRay's definition is not read anew: {}", e.getMessage());
      heard = heard instanceof Heard.Of ? heard : new Heard.Trouble(e.getMessage());
    } catch (RuntimeException e) {
      log.warn("What the installed KubeRay offers cannot be read", e);
    } finally {
      first.countDown();
    }
  }

  private Heard ask() {
    try {
      CustomResourceDefinition definition =
          client
              .apiextensions()
              .v1()
              .customResourceDefinitions()
              .withName("rayclusters.ray.io")
              .get();
      if (definition == null) {
        return new Heard.Trouble("KubeRay is not installed on this Kubernetes.");
      }
      @SuppressWarnings("unchecked")
      Map<String, Object> tree =
          client.getKubernetesSerialization().convertValue(definition, Map.class);
      return new Heard.Of(InstalledKubeRay.of(tree));
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        log.info("The portal may not read KubeRay's definition; every field is taken as known");
        return new Heard.Of(InstalledKubeRay.assumed());
      }
      throw ApiErrors.of("looking for KubeRay", e);
    }
  }

  @Override
  public void close() {
    asking.shutdownNow();
  }
}
