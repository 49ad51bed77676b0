package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ImportedCluster;
import java.util.List;
import java.util.Map;

/** Documents that tests import. */
final class Imports {

  static final String SMALL =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata:
        name: small
        creationTimestamp: null
      spec:
        rayVersion: "2.58.0"
        headGroupSpec:
          rayStartParams: {num-cpus: "0"}
          template:
            spec:
              containers:
              - name: ray-head
                image: rayproject/ray:2.58.0
                resources: {limits: {cpu: "1", memory: 4Gi}}
        workerGroupSpecs:
        - groupName: worker
          replicas: 2
          minReplicas: 2
          maxReplicas: 2
          template:
            spec:
              containers:
              - name: ray-worker
                image: rayproject/ray:2.58.0
                resources: {limits: {cpu: "2", memory: 4Gi}}
      """;

  private Imports() {}

  /** Settings that put no selectors and tolerations of their own into pods. */
  static KubernetesProperties plain() {
    KubernetesProperties p = Specs.properties();
    return new KubernetesProperties(
        null,
        null,
        null,
        true,
        "rayport",
        "rp-",
        p.reach(),
        p.clusterDomain(),
        p.image(),
        "",
        p.imagePrefixes(),
        1,
        p.gpuResource(),
        Map.of(),
        Map.of(),
        "",
        p.terminationGrace(),
        p.resync(),
        Map.of(),
        List.of());
  }

  static ImportedCluster read(String text) {
    return RayClusterYaml.read(text, plain());
  }
}
