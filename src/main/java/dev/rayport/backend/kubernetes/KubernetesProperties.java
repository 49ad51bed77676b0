package dev.rayport.backend.kubernetes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clusters run on Kubernetes.
 *
 * @param kubeconfig unset: {@code KUBECONFIG}, {@code ~/.kube/config} or the pod's service account
 * @param context of the kubeconfig; unset: its current one
 * @param provisioner kubeconfig of the identity that makes namespaces and what is in them; unset:
 *     the portal's own, if it may; see {@link #provision}
 * @param provision whether namespaces are made on demand; otherwise they must be there
 * @param instance marks what belongs to this portal, as a label's value; several portals may share
 *     a Kubernetes. Empty: a mark made from the portal's key, which no other portal has
 * @param namespacePrefix namespaces are {@code <prefix><tenant>-<stage>}
 * @param reach how heads are reached
 * @param clusterDomain of the services' names
 * @param image of Ray; {@code %s} stands for Ray's version
 * @param imagePullPolicy as in a pod; empty: Kubernetes' own default
 * @param imagePrefixes which images specs may name besides {@link #image}
 * @param cpuRequest what part of its CPUs a pod reserves on its node, above 0 and up to 1; it may
 *     use all of them. Less than 1 lets pods share cores, as suits clusters that mostly wait
 * @param gpuResource what a GPU is called in a pod's resources
 * @param gpuTypes node labels of each type of GPU
 * @param spotSelector node labels of nodes that may be taken away
 * @param spotTaint key of the taint that such nodes carry; empty: none
 * @param terminationGrace how long Ray's pods may take to end
 * @param resync how often namespaces whose watches have told nothing since are compared with the
 *     API server, in case one died without a word
 * @param podSelector node labels that every pod needs
 * @param podTolerations taints that every pod bears, as in a pod
 */
@ConfigurationProperties("rayport.kubernetes")
record KubernetesProperties(
    @Nullable Path kubeconfig,
    @Nullable String context,
    @Nullable Path provisioner,
    @DefaultValue("true") boolean provision,
    @DefaultValue("") String instance,
    @DefaultValue("rp-") String namespacePrefix,
    @DefaultValue("AUTO") Reach reach,
    @DefaultValue("cluster.local") String clusterDomain,
    @DefaultValue("rayproject/ray:%s") String image,
    @DefaultValue("") String imagePullPolicy,
    @DefaultValue("rayproject/") List<String> imagePrefixes,
    @DefaultValue("1") double cpuRequest,
    @DefaultValue("nvidia.com/gpu") String gpuResource,
    @DefaultValue Map<String, Map<String, String>> gpuTypes,
    @DefaultValue Map<String, String> spotSelector,
    @DefaultValue("") String spotTaint,
    @DefaultValue("15s") Duration terminationGrace,
    @DefaultValue("2m") Duration resync,
    @DefaultValue Map<String, String> podSelector,
    @DefaultValue List<Map<String, String>> podTolerations) {

  KubernetesProperties {
    if (cpuRequest <= 0 || cpuRequest > 1) {
      throw new IllegalArgumentException(
          "rayport.kubernetes.cpu-request is above 0 and up to 1, such as 0.25.");
    }
  }

  /**
   * @param mark for a portal whose settings name none
   */
  KubernetesProperties markedBy(String mark) {
    return instance.isBlank()
        ? new KubernetesProperties(
            kubeconfig,
            context,
            provisioner,
            provision,
            mark,
            namespacePrefix,
            reach,
            clusterDomain,
            image,
            imagePullPolicy,
            imagePrefixes,
            cpuRequest,
            gpuResource,
            gpuTypes,
            spotSelector,
            spotTaint,
            terminationGrace,
            resync,
            podSelector,
            podTolerations)
        : this;
  }

  /** How heads are reached. AUTO: by service name inside of Kubernetes, else through its proxy. */
  enum Reach {
    AUTO,
    SERVICE_NAME,
    API_PROXY
  }
}
