package dev.rayport.cluster;

import dev.rayport.template.Stage;

/**
 * Asks for a cluster that others made.
 *
 * @param object what its platform calls it
 * @param name what it is to be called here; DNS-1035, unique among the tenant's living clusters
 * @param managed whether Rayport is to write to it from now on, or only to show it
 */
public record AdoptCluster(Stage stage, String object, String name, boolean managed) {}
