package dev.rayport.job;

/** A job became FAILED; published after the commit. */
public record JobFailed(JobId id, String tenant) {}
