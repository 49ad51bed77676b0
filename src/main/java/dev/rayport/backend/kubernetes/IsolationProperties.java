package dev.rayport.backend.kubernetes;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The walls around a tenant's namespaces.
 *
 * @param podSecurity level of Pod Security that namespaces enforce
 * @param podSecurityVersion version of Kubernetes whose meaning of that level holds, such as {@code
 *     v1.34}; {@code latest}: of the one that runs
 * @param quota hard limits of each namespace, as in a ResourceQuota; further ones than those that
 *     are always there
 * @param containerDefaults limits of containers that name none, without which a quota refuses them
 * @param containerMin least that a container may ask for
 * @param containerMax most that one container may have, such as {@code cpu: 32}; empty: no bounds
 * @param portalNamespace whose pods may ask heads; empty: the portal runs outside and asks through
 *     the API server
 * @param operatorNamespace where KubeRay's operator runs; {@code %s} stands for the tenant
 * @param monitoringNamespace whose pods may read metrics; empty: none
 * @param nameServiceNamespace where the cluster's name service runs; empty: it may be anywhere
 * @param egress networks that pods may reach besides their own cluster and name service
 * @param egressExcept networks inside of these that stay closed; the address where clouds hand out
 *     their machines' identities above all
 * @param apiServer networks of the API server, such as {@code 10.96.0.1/32}: heads whose cluster
 *     changes its size ask it, and a portal outside asks heads through it
 * @param portalSubject who the portal is to Kubernetes, {@code namespace/serviceAccount} or a
 *     user's name; bound to {@link #portalRole} in each namespace; empty: it has its rights already
 * @param portalRole ClusterRole with what the portal may do in a namespace
 * @param operatorSubject as {@link #portalSubject}, for an operator that may only act in namespaces
 *     it was let into, with {@code %s} for the tenant; empty: it may act everywhere
 * @param operatorRole ClusterRole of such an operator
 */
@ConfigurationProperties("rayport.kubernetes.isolation")
record IsolationProperties(
    @DefaultValue("restricted") String podSecurity,
    @DefaultValue("latest") String podSecurityVersion,
    @DefaultValue Map<String, String> quota,
    @DefaultValue Map<String, String> containerDefaults,
    @DefaultValue Map<String, String> containerMin,
    @DefaultValue Map<String, String> containerMax,
    @DefaultValue("") String portalNamespace,
    @DefaultValue("kuberay-system") String operatorNamespace,
    @DefaultValue("") String monitoringNamespace,
    @DefaultValue("kube-system") String nameServiceNamespace,
    @DefaultValue("0.0.0.0/0") List<String> egress,
    @DefaultValue({"169.254.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"})
        List<String> egressExcept,
    @DefaultValue List<String> apiServer,
    @DefaultValue("") String portalSubject,
    @DefaultValue("rayport-portal") String portalRole,
    @DefaultValue("") String operatorSubject,
    @DefaultValue("kuberay-operator") String operatorRole) {

  /** Smallest limits and requests that are of use: less is a typing error. */
  private static final Map<String, String> SMALLEST = Map.of("cpu", "1m", "memory", "4Mi");

  /** For one tenant: an operator may be its own. */
  IsolationProperties of(String tenant) {
    return new IsolationProperties(
        podSecurity,
        podSecurityVersion,
        quota,
        containerDefaults,
        containerMin,
        containerMax,
        portalNamespace,
        operatorNamespace.replace("%s", tenant),
        monitoringNamespace,
        nameServiceNamespace,
        egress,
        egressExcept,
        apiServer,
        portalSubject,
        portalRole,
        operatorSubject.replace("%s", tenant),
        operatorRole);
  }

  IsolationProperties {
    if (containerMin.isEmpty()) {
      containerMin = SMALLEST;
    }
    if (containerDefaults.isEmpty()) {
      containerDefaults = Map.of("cpu", "1", "memory", "1Gi");
    }
  }
}
