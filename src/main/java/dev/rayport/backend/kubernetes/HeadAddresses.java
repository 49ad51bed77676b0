package dev.rayport.backend.kubernetes;

import dev.rayport.backend.RayRoute;
import dev.rayport.backend.kubernetes.KubernetesProperties.Reach;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where heads are reached: nothing but names that the portal made is part of an address. */
final class HeadAddresses {

  private static final Path POD = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final int DASHBOARD = 8265;

  private final boolean byName;
  private final String clusterDomain;
  private final String server;
  private final RayRoute route;

  HeadAddresses(KubernetesProperties properties, Connection portal) {
    this.byName =
        properties.reach() == Reach.SERVICE_NAME
            || properties.reach() == Reach.AUTO && Files.isDirectory(POD);
    this.clusterDomain = properties.clusterDomain();
    this.server = portal.server();
    this.route = byName ? RayRoute.DIRECT : portal.route();
  }

  URI of(ObjectNames names) {
    return URI.create(
        byName
            ? "http://%s.%s.svc.%s:%d"
                .formatted(names.headService(), names.namespace(), clusterDomain, DASHBOARD)
            : "%s/api/v1/namespaces/%s/services/%s:%d/proxy"
                .formatted(server, names.namespace(), names.headService(), DASHBOARD));
  }

  RayRoute route() {
    return route;
  }
}
