package dev.rayport.backend.kubernetes;

import static dev.rayport.backend.kubernetes.PodStatuses.RAY_STARTING;
import static dev.rayport.backend.kubernetes.PodStatuses.READY;
import static dev.rayport.backend.kubernetes.PodStatuses.STARTING;
import static dev.rayport.backend.kubernetes.PodStatuses.UNSCHEDULABLE;
import static dev.rayport.backend.kubernetes.PodStatuses.crashed;
import static dev.rayport.backend.kubernetes.PodStatuses.waiting;
import static dev.rayport.backend.kubernetes.Sightings.cluster;

import dev.rayport.backend.ClusterObservation.Phase;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class StatusOfStartTests extends StatusCases {

  static Stream<Arguments> cases() {
    return Stream.concat(accepting(), startingHead());
  }

  private static final String POD_SECURITY =
      "pods \"c-head-abcde\" is forbidden: violates PodSecurity \"restricted:latest\":"
          + " allowPrivilegeEscalation != false (container \"ray-head\" must set"
          + " securityContext.allowPrivilegeEscalation=false)";

  private static Stream<Arguments> accepting() {
    return Stream.of(
        seen(
            "just made",
            cluster().now("10:00:05"),
            Phase.STARTING,
            "accepting",
            "KubeRay's operator is to take it up."),
        seen(
            "operator not there",
            cluster().now("10:00:45"),
            Phase.STARTING,
            "operator-silent",
            "KubeRay's operator does not answer: it has not taken it up yet. It starts when the"
                + " operator runs; an administrator can see to that."),
        seen(
            "invalid",
            cluster()
                .warning(
                    "InvalidRayClusterSpec",
                    "The RayCluster spec is invalid ns/c: headGroupSpec should have at least one"
                        + " container"),
            Phase.FAILED,
            "invalid-spec",
            "KubeRay refuses it: The RayCluster spec is invalid: headGroupSpec should have at least"
                + " one container."),
        seen(
            "only a warning",
            cluster()
                .now("10:00:05")
                .warning("InvalidRayClusterSpec", "RayCluster spec warning ns/c: restartPolicy"),
            Phase.STARTING,
            "accepting",
            "KubeRay's operator is to take it up."),
        seen(
            "account missing",
            cluster()
                .warning(
                    "AutoscalerServiceAccountNotFound",
                    "Failed to reconcile RayCluster ns/c. If users specify ServiceAccountName for"
                        + " the head Pod, they need to create a ServiceAccount themselves. However,"
                        + " ServiceAccount c is not found."),
            Phase.STARTING,
            "service-account-missing",
            "Waiting for the head: service account missing (Failed to reconcile"),
        seen(
            "service refused",
            cluster().warning("FailedToCreateService", "Failed creating service ns/c-head-svc, x"),
            Phase.STARTING,
            "operator-error",
            "Waiting for the head: KubeRay cannot set it up (Failed creating service"),
        seen(
            "head denied",
            cluster().provisioning().failure("FailedCreateHeadPod", POD_SECURITY),
            Phase.FAILED,
            "admission-denied",
            "Waiting for the head: the rules of the Kubernetes cluster do not allow the pods, 40 s"
                + " (violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false"),
        seen(
            "head over quota",
            cluster().provisioning().failure("FailedCreateHeadPod", QUOTA),
            Phase.STARTING,
            "quota",
            "Waiting for the head: the quota of the namespace is used up, 40 s (requested:"
                + " limits.cpu=2, used: limits.cpu=7, limited: limits.cpu=8)."),
        seen(
            "webhook silent",
            cluster()
                .provisioning()
                .failure(
                    "FailedCreateHeadPod",
                    "Internal error occurred: failed calling webhook \"v.example\": timeout"),
            Phase.STARTING,
            "webhook-silent",
            "Waiting for the head: an admission webhook does not answer"));
  }

  private static Stream<Arguments> startingHead() {
    return Stream.of(
        seen(
            "no node",
            cluster().provisioning().unanswered().head(UNSCHEDULABLE),
            Phase.STARTING,
            "unschedulable",
            "Waiting for the head: no node has room, 50 s (0/3 nodes are available: 3"
                + " Insufficient nvidia.com/gpu)."),
        seen(
            "image being pulled",
            cluster()
                .provisioning()
                .unanswered()
                .head(STARTING)
                .podEvent("c-head-x", "Pulling", "Pulling image"),
            Phase.STARTING,
            "image-pulling",
            "Waiting for the head: image pull, 40 s."),
        seen(
            "image missing",
            cluster()
                .provisioning()
                .unanswered()
                .head(waiting("ImagePullBackOff", "Back-off pulling image"))
                .podEvent(
                    "c-head-x",
                    "Failed",
                    "Failed to pull image \\\"r.example/ray:9\\\": rpc error: code = NotFound desc ="
                        + " failed to pull and unpack image \\\"r.example/ray:9\\\": failed to resolve"
                        + " reference \\\"r.example/ray:9\\\": r.example/ray:9: not found"),
            Phase.STARTING,
            "image-pull",
            "Waiting for the head: its image cannot be pulled, 40 s (r.example/ray:9: not"
                + " found)."),
        seen(
            "registry away",
            cluster()
                .provisioning()
                .unanswered()
                .head(waiting("ErrImagePull", ""))
                .podEvent(
                    "c-head-x",
                    "Failed",
                    "Failed to pull image \\\"r.example/ray:9\\\": failed to pull and unpack image"
                        + " \\\"r.example/ray:9\\\": failed to resolve reference \\\"r.example/ray:9\\\":"
                        + " failed to do request: Head \\\"https://r.example/v2/ray\\\": dial tcp:"
                        + " lookup r.example: no such host"),
            Phase.STARTING,
            "image-pull",
            "Waiting for the head: its image cannot be pulled, 40 s (dial tcp: lookup r.example:"
                + " no such host)."),
        seen(
            "no image name",
            cluster().provisioning().unanswered().head(waiting("InvalidImageName", "bad")),
            Phase.FAILED,
            "image-pull",
            "Waiting for the head: no proper image name"),
        seen(
            "secret missing",
            cluster()
                .provisioning()
                .unanswered()
                .head(waiting("CreateContainerConfigError", "secret s3 not found")),
            Phase.STARTING,
            "container-config",
            "Waiting for the head: container cannot be made, 40 s (secret s3 not found)."),
        seen(
            "volume missing",
            cluster()
                .provisioning()
                .unanswered()
                .head(STARTING)
                .podEvent("c-head-x", "FailedMount", "claim data not found"),
            Phase.STARTING,
            "volume",
            "Waiting for the head: a volume cannot be mounted, 40 s (claim data not found)."),
        seen(
            "crashed once",
            cluster().provisioning().unanswered().head(crashed(1, "Error", 1)),
            Phase.STARTING,
            "crash-loop",
            "ended with exit code 1, 20 s."),
        seen(
            "crashes on",
            cluster().provisioning().unanswered().head(crashed(6, "Error", 1)),
            Phase.FAILED,
            "crash-loop",
            "ended 6 times with exit code 1, 20 s."),
        seen(
            "too little memory",
            cluster().provisioning().unanswered().head(crashed(3, "OOMKilled", 137)),
            Phase.STARTING,
            "out-of-memory",
            "out of memory 3 times, 20 s."),
        seen(
            "Ray starting",
            cluster().provisioning().unanswered().head(RAY_STARTING),
            Phase.STARTING,
            "head-starting",
            "Waiting for the head: Ray is starting, 40 s."),
        seen(
            "HTTP not yet",
            cluster().provisioning().unanswered().head(READY),
            Phase.STARTING,
            "head-starting",
            "The head's pod is ready; its HTTP API is to answer."));
  }
}
