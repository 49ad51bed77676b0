/**
 * Everybody's clusters: what they hold, use and cost, who is asked to give back, and what is said
 * to everybody.
 *
 * <p>2026-11-22: what clusters really use is asked of their Ray, so this room knows the backend's
 * client besides what the picture lists. Its lists read all living clusters at once and sort them
 * in memory, since what they cost and waste is known to no table; what is over is sorted by the
 * database as ever. A moment's waste is the price of what is allocated and not used just then, and
 * all of it while nobody works on a cluster.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "tenant",
      "template",
      "cluster",
      "cluster::ui",
      "backend",
      "base",
      "base::ui",
      "base::rest"
    })
@org.jspecify.annotations.NullMarked
package dev.rayport.admin;
