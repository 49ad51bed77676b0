package dev.rayport.cluster;

/** A cluster became STOPPED; published after the commit. */
public record ClusterStopped(ClusterId id, String tenant) {}
