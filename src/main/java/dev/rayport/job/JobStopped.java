package dev.rayport.job;

/** A job became STOPPED; published after the commit. */
public record JobStopped(JobId id, String tenant) {}
