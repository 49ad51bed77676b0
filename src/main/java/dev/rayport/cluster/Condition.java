package dev.rayport.cluster;

/** What a READY cluster is like when it is not simply fine. */
public enum Condition {
  IDLE,
  DEGRADED,
  UNREACHABLE
}
