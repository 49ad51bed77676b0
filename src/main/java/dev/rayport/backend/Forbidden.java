package dev.rayport.backend;

/**
 * An address that pods of a cluster must not reach, which listens all the same.
 *
 * @param what it is, in a few words such as “the API server of Kubernetes”
 * @param host name or address as pods see it
 */
public record Forbidden(String what, String host, int port) {}
