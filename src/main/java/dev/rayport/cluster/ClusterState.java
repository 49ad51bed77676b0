package dev.rayport.cluster;

/** What was observed of a cluster; the words of the HTTP API. */
public enum ClusterState {
  REQUESTED,
  STARTING,
  READY,
  UPDATING,
  SUSPENDING,
  SUSPENDED,
  STOPPING,
  STOPPED,
  FAILED;

  /** Whether it holds its name and may still run something. */
  public boolean living() {
    return this != STOPPED;
  }
}
