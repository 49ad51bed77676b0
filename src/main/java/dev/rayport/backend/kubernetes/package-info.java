/**
 * Speaks to KubeRay: every cluster is an ordinary {@code RayCluster} that {@code kubectl} and
 * GitOps understand.
 *
 * <p>Why plain trees and not generated classes (2026-11): KubeRay's schema repeats the whole pod
 * for every group, generated classes are thousands of files, and a field that a newer operator adds
 * must survive a round trip through the portal.
 *
 * <p>Why the token of a cluster is derived and not stored (2026-11): the portal may write Secrets
 * but not read them, and replicas share one key, so each can compute what the Secret holds.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"backend", "base"})
@org.jspecify.annotations.NullMarked
package dev.rayport.backend.kubernetes;
