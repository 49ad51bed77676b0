package dev.rayport.job;

/** A job became SUCCEEDED; published after the commit. */
public record JobSucceeded(JobId id, String tenant) {}
