package dev.rayport.backend.kubernetes;

/**
 * The Kubernetes that clusters run on.
 *
 * @param isolation the walls between tenants
 * @param connections the ways to its API server
 */
record Platform(
    KubernetesProperties properties, IsolationProperties isolation, Connections connections) {}
