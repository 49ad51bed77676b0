package dev.rayport.backend.kubernetes;

/** What an API server says of one pod; {@code $NAME} stands for its container. */
final class PodStatuses {

  private PodStatuses() {}

  static final String READY =
      """
      {"phase": "Running", "podIP": "10.244.0.20",
       "conditions": [
         {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-21T10:00:02Z"},
         {"type": "Initialized", "status": "True", "lastTransitionTime": "2026-11-21T10:00:04Z"},
         {"type": "ContainersReady", "status": "True", "lastTransitionTime": "2026-11-21T10:00:25Z"},
         {"type": "Ready", "status": "True", "lastTransitionTime": "2026-11-21T10:00:25Z"}],
       "containerStatuses": [
         {"name": "$NAME", "ready": true, "restartCount": 0, "imageID": "sha256:1",
          "state": {"running": {"startedAt": "2026-11-21T10:00:08Z"}}}]}
      """;

  static final String UNSCHEDULABLE =
      """
      {"phase": "Pending", "conditions": [
         {"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
          "message": "0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available.",
          "lastTransitionTime": "2026-11-21T10:00:02Z"}]}
      """;

  static final String STARTING = waiting("ContainerCreating", "");

  static String waiting(String reason, String message) {
    return scheduled(
        """
        {"name": "$NAME", "ready": false, "restartCount": 0,
         "state": {"waiting": {"reason": "%s", "message": "%s"}}}
        """
            .formatted(reason, message));
  }

  static String scheduled(String container) {
    return """
    {"phase": "Pending", "conditions": [
       {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-21T10:00:20Z"},
       {"type": "Ready", "status": "False", "reason": "ContainersNotReady",
        "lastTransitionTime": "2026-11-21T10:00:20Z"}],
     "containerStatuses": [%s]}
    """
        .formatted(container);
  }

  static String crashed(int restarts, String reason, int code) {
    return scheduled(
        """
        {"name": "$NAME", "ready": false, "restartCount": %d,
         "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 40s restarting"}},
         "lastState": {"terminated": {"reason": "%s", "exitCode": %d,
                                      "finishedAt": "2026-11-21T10:00:40Z"}}}
        """
            .formatted(restarts, reason, code));
  }

  static final String RAY_STARTING =
      scheduled(
          """
          {"name": "$NAME", "ready": false, "restartCount": 0,
           "state": {"running": {"startedAt": "2026-11-21T10:00:22Z"}}}
          """);

  static final String WAITING_FOR_HEAD =
      """
      {"phase": "Pending", "conditions": [
         {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-21T10:00:02Z"}],
       "initContainerStatuses": [
         {"name": "wait-gcs-ready", "ready": false, "restartCount": 0,
          "state": {"running": {"startedAt": "2026-11-21T10:00:08Z"}}}],
       "containerStatuses": [
         {"name": "$NAME", "ready": false, "restartCount": 0,
          "state": {"waiting": {"reason": "PodInitializing"}}}]}
      """;

  static final String EVICTED =
      """
      {"phase": "Failed", "reason": "Evicted",
       "message": "The node was low on resource: memory.", "conditions": [
         {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-21T10:00:02Z"}]}
      """;

  static final String PREEMPTED =
      """
      {"phase": "Running", "conditions": [
         {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-21T10:00:02Z"},
         {"type": "DisruptionTarget", "status": "True", "reason": "DeletionByTaintManager",
          "message": "Taint manager: deleting due to NoExecute taint",
          "lastTransitionTime": "2026-11-21T10:00:40Z"}]}
      """;

  static final String OUT_OF_MEMORY =
      """
      {"phase": "Failed", "conditions": [
         {"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-11-21T10:00:02Z"}],
       "containerStatuses": [
         {"name": "$NAME", "ready": false, "restartCount": 0,
          "state": {"terminated": {"reason": "OOMKilled", "exitCode": 137,
                                   "finishedAt": "2026-11-21T10:00:40Z"}}}]}
      """;
}
