package dev.rayport.cluster;

import dev.rayport.template.ResolvedTemplate;

/**
 * A wish that was checked and can start here, as far as the backend says; see {@link
 * ClusterService#plan}.
 *
 * @param template the exact version with the wish's values in it
 */
public record ClusterPlan(CreateCluster wish, ResolvedTemplate template) {}
