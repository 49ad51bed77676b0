package dev.rayport.cluster;

/** A cluster became READY; published after the commit. */
public record ClusterReady(ClusterId id, String tenant) {}
