/** Clusters in the browser; {@code ClusterTab} is the door for tabs of other rooms. */
@org.springframework.modulith.NamedInterface("ui")
@org.jspecify.annotations.NullMarked
package dev.rayport.cluster.ui;
