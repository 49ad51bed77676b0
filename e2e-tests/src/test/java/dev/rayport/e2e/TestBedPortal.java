package dev.rayport.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A portal beside a test bed, with the rights and behind the rules of {@code k8s/}. */
final class TestBedPortal {

  /** Clusters whose pods run nothing. */
  static final List<String> FAKE_NODES =
      List.of(
          "--rayport.kubernetes.pod-selector.type=kwok",
          "--rayport.kubernetes.pod-tolerations[0].operator=Exists");

  /** Clusters that run Ray. */
  static final List<String> REAL_NODE =
      List.of("--rayport.kubernetes.pod-selector[kubernetes.io/hostname]=node1");

  private TestBedPortal() {}

  static Portal on(Path bed, List<String> where) {
    List<String> options = new ArrayList<>(where);
    options.addAll(
        List.of(
            "--rayport.backend=kubernetes",
            "--rayport.kubernetes.kubeconfig=" + bed.resolve("kubeconfigs/portal"),
            "--rayport.kubernetes.provisioner=" + bed.resolve("kubeconfigs/provisioner"),
            "--rayport.kubernetes.image=localhost/ray:%s",
            "--rayport.kubernetes.image-pull-policy=Never",
            "--rayport.kubernetes.image-prefixes=localhost/ray:",
            "--rayport.kubernetes.termination-grace=2s",
            "--rayport.kubernetes.cpu-request=0.2",
            "--rayport.kubernetes.reach=API_PROXY",
            "--rayport.kubernetes.isolation.portal-subject=rayport/portal",
            "--rayport.kubernetes.isolation.api-server=10.96.0.1/32,10.244.0.1/32"));
    return Portal.withoutRay(options);
  }
}
