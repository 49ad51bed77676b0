package dev.rayport.replicas;

import dev.rayport.backend.kubernetes.TestBed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RayClusters on the fake nodes of a test bed, behind the rules of {@code k8s/}. */
final class TestBedWorld implements World {

  private static final String RAY = "ray.io/v1";
  private final TestBed bed = TestBed.get();
  private final KubernetesClient client = bed.admin();
  private final String mark = "replicas-" + ProcessHandle.current().pid();

  TestBedWorld() {
    bed.install();
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> all = new HashMap<>();
    all.put("rayport.backend", "kubernetes");
    String kubernetes = "rayport.kubernetes.";
    all.put(kubernetes + "kubeconfig", bed.kubeconfig(TestBed.Caller.PORTAL).toString());
    all.put(kubernetes + "provisioner", bed.kubeconfig(TestBed.Caller.PROVISIONER).toString());
    all.put(kubernetes + "instance", mark);
    all.put(kubernetes + "namespace-prefix", "rp-" + mark + "-");
    all.put(kubernetes + "image", TestBed.RAY_IMAGE);
    all.put(kubernetes + "image-pull-policy", "Never");
    all.put(kubernetes + "image-prefixes", "localhost/ray:");
    all.put(kubernetes + "termination-grace", "2s");
    all.put(kubernetes + "cpu-request", "0.1");
    all.put(kubernetes + "reach", "API_PROXY");
    all.put(kubernetes + "pod-selector.type", "kwok");
    all.put(kubernetes + "pod-tolerations[0].operator", "Exists");
    all.put(kubernetes + "isolation.portal-subject", "rayport/portal");
    all.put(kubernetes + "isolation.api-server", "10.96.0.1/32,10.244.0.1/32");
    return all;
  }

  @Override
  public List<String> there(String namePrefix) {
    return client
        .genericKubernetesResources(RAY, "RayCluster")
        .inAnyNamespace()
        .withLabel("rayport.dev/instance", mark)
        .list()
        .getItems()
        .stream()
        .map(HasMetadata::getMetadata)
        .map(found -> found.getLabels())
        .filter(labels -> labels.get("rayport.dev/cluster").startsWith(namePrefix))
        .map(labels -> labels.get("rayport.dev/cluster-id"))
        .sorted()
        .toList();
  }

  @Override
  public List<String> clashes() {
    return List.of();
  }

  @Override
  public void close() {
    client.namespaces().withLabel("rayport.dev/instance", mark).delete();
    client.close();
  }
}
