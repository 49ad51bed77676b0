package dev.rayport.backend.kubernetes;

import dev.rayport.backend.RayEndpoint;
import dev.rayport.backend.StartStep;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an API server with KubeRay 1.6 answers for a cluster made at 10:00:00 and seen at 10:01. */
final class Sightings {

  static final Instant CREATED = at("10:00:00");
  static final RayEndpoint ENDPOINT =
      new RayEndpoint(URI.create("http://127.0.0.1:8265"), Optional.of("token"));
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final Map<String, Object> cluster;
  private final List<Pod> pods = new ArrayList<>();
  private final List<SeenEvent> events = new ArrayList<>();
  private List<StartStep> before = List.of();
  private Optional<RayEndpoint> endpoint = Optional.of(ENDPOINT);
  private boolean silent;
  private boolean gone;
  private Instant now = at("10:01:00");

  private Sightings(Map<String, Object> cluster) {
    this.cluster = cluster;
  }

  static Instant at(String time) {
    return Instant.parse("2026-11-21T" + time + "Z");
  }

  /** A cluster of a head and four workers, without a status. */
  static Sightings cluster() {
    return new Sightings(
        map(
            """
            {"apiVersion": "ray.io/v1", "kind": "RayCluster",
             "metadata": {"name": "c", "namespace": "ns", "uid": "u", "generation": 1,
                          "creationTimestamp": "2026-11-21T10:00:00Z"},
             "spec": {"rayVersion": "2.58.0", "workerGroupSpecs": [
               {"groupName": "worker", "replicas": 4, "minReplicas": 4, "maxReplicas": 4,
                "numOfHosts": 1}]}}
            """));
  }

  Sightings with(String path, Object value) {
    Trees.set(cluster, path, value);
    return this;
  }

  Sightings autoscaling(int min, int replicas, int max) {
    return with("spec.enableInTreeAutoscaling", true)
        .with("spec.workerGroupSpecs[0].minReplicas", min)
        .with("spec.workerGroupSpecs[0].replicas", replicas)
        .with("spec.workerGroupSpecs[0].maxReplicas", max);
  }

  Sightings status(String json) {
    return with("status", map(json));
  }

  /** As the operator writes it when it has made the pods. */
  Sightings provisioning() {
    return status(
        """
        {"conditions": [
           {"type": "HeadPodReady", "status": "False", "reason": "ContainersNotReady",
            "message": "containers with unready status: [ray-head]",
            "lastTransitionTime": "2026-11-21T10:00:02Z"},
           {"type": "RayClusterProvisioned", "status": "False",
            "reason": "RayClusterPodsProvisioning",
            "message": "RayCluster Pods are being provisioned for first time",
            "lastTransitionTime": "2026-11-21T10:00:01Z"},
           {"type": "RayClusterSuspended", "status": "False", "reason": "RayClusterSuspended",
            "message": "", "lastTransitionTime": "2026-11-21T10:00:00Z"},
           {"type": "RayClusterSuspending", "status": "False", "reason": "RayClusterSuspending",
            "message": "", "lastTransitionTime": "2026-11-21T10:00:00Z"}],
         "desiredCPU": "9", "desiredGPU": "0", "desiredMemory": "20Gi", "desiredTPU": "0",
         "desiredWorkerReplicas": 4, "minWorkerReplicas": 4, "maxWorkerReplicas": 4,
         "endpoints": {"client": "10001", "dashboard": "8265", "gcs-server": "6379",
                       "metrics": "8080", "serve": "8000"},
         "head": {"podIP": "10.244.0.20", "podName": "c-head-x", "serviceIP": "10.244.0.20",
                  "serviceName": "c-head-svc"},
         "lastUpdateTime": "2026-11-21T10:00:05Z", "observedGeneration": 1}
        """);
  }

  /** As it is since all pods were ready at 10:00:30. */
  Sightings complete() {
    return provisioning()
        .with("status.state", "ready")
        .with("status.stateTransitionTimes", Map.of("ready", "2026-11-21T10:00:30Z"))
        .with("status.readyWorkerReplicas", 4)
        .with("status.availableWorkerReplicas", 4)
        .with("status.conditions[1].status", "True")
        .with("status.conditions[1].reason", "AllPodRunningAndReadyFirstTime")
        .with("status.conditions[1].lastTransitionTime", "2026-11-21T10:00:30Z")
        .with("status.conditions[0].status", "True")
        .with("status.conditions[0].reason", "HeadPodRunningAndReady");
  }

  Sightings failure(String reason, String message) {
    Map<String, Object> failure =
        Map.of(
            "type", "ReplicaFailure",
            "status", "True",
            "reason", reason,
            "message", message,
            "lastTransitionTime", "2026-11-21T10:00:20Z");
    @SuppressWarnings("unchecked")
    Map<String, Object> status = (Map<String, Object>) cluster.get("status");
    List<Object> all = new ArrayList<>((List<?>) status.get("conditions"));
    all.add(failure);
    return with("status.conditions", all);
  }

  Sightings suspension(boolean suspending, boolean suspended, String since) {
    return with("status.conditions[3].status", suspending ? "True" : "False")
        .with("status.conditions[2].status", suspended ? "True" : "False")
        .with("status.conditions[2].lastTransitionTime", "2026-11-21T" + since + "Z");
  }

  Sightings head(String status) {
    return pod("c-head-x", "head", "headgroup", status);
  }

  Sightings workers(int from, int count, String status) {
    for (int i = from; i < from + count; i++) {
      pod("c-worker-worker-" + i, "worker", "worker", status);
    }
    return this;
  }

  /** All that is there and ready. */
  Sightings allReady() {
    return ready(4);
  }

  /** The head and so many workers that are ready. */
  Sightings ready(int workers) {
    return head(PodStatuses.READY).workers(0, workers, PodStatuses.READY);
  }

  Sightings pod(String name, String type, String group, String status) {
    String container = type.equals("head") ? "ray-head" : "ray-worker";
    String json =
        """
        {"apiVersion": "v1", "kind": "Pod",
         "metadata": {"name": "%s", "namespace": "ns",
                      "creationTimestamp": "2026-11-21T10:00:01Z",
                      "labels": {"ray.io/cluster": "c", "ray.io/node-type": "%s",
                                 "ray.io/group": "%s", "ray.io/is-ray-node": "yes"}},
         "spec": {"nodeName": "node1", "containers": [
           {"name": "%s", "image": "rayproject/ray:2.58.0",
            "ports": [{"containerPort": 8265, "name": "dashboard"},
                      {"containerPort": 8080, "name": "metrics"}],
            "resources": {"limits": {"cpu": "1500m", "memory": "4Gi", "nvidia.com/gpu": "2"}}}]},
         "status": %s}
        """
            .formatted(name, type, group, container, status.replace("$NAME", container));
    pods.add(JSON.unmarshal(json, Pod.class));
    return this;
  }

  /** Changes the pod that was added last. */
  Sightings deleting() {
    pods.getLast().getMetadata().setDeletionTimestamp("2026-11-21T10:00:50Z");
    return this;
  }

  Sightings madeAt(String time) {
    pods.getLast().getMetadata().setCreationTimestamp("2026-11-21T" + time + "Z");
    return this;
  }

  Sightings warning(String reason, String message) {
    events.add(new SeenEvent("RayCluster", "c", true, reason, message, at("10:00:10")));
    return this;
  }

  Sightings podEvent(String pod, String reason, String message) {
    String json =
        """
        {"apiVersion": "v1", "kind": "Event", "metadata": {"name": "e"}, "type": "Normal",
         "reason": "%s", "message": "%s", "count": 1,
         "firstTimestamp": "2026-11-21T10:00:05Z", "lastTimestamp": "2026-11-21T10:00:20Z",
         "involvedObject": {"kind": "Pod", "name": "%s", "namespace": "ns"}}
        """
            .formatted(reason, message, pod);
    events.add(SeenEvent.of(JSON.unmarshal(json, Event.class)));
    return this;
  }

  Sightings before(List<StartStep> steps) {
    before = steps;
    return this;
  }

  Sightings now(String time) {
    now = at(time);
    return this;
  }

  Sightings unanswered() {
    endpoint = Optional.empty();
    return this;
  }

  Sightings silent() {
    silent = true;
    return this;
  }

  Sightings gone() {
    gone = true;
    return this;
  }

  Sighting sighting() {
    return new Sighting(
        gone ? Optional.empty() : Optional.of(cluster),
        pods,
        events,
        before,
        new Sighting.Head(silent, endpoint),
        now);
  }

  static Map<String, Object> map(String json) {
    Map<?, ?> map = JSON.unmarshal(json, LinkedHashMap.class);
    return Trees.mutable(map);
  }

  static <T> T read(String json, Class<T> type) {
    return JSON.unmarshal(json, type);
  }
}
