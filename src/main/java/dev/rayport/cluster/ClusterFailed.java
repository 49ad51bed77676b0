package dev.rayport.cluster;

/** A cluster became FAILED; published after the commit. */
public record ClusterFailed(ClusterId id, String tenant, String reason, String reasonCode) {}
