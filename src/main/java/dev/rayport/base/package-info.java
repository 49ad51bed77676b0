/**
 * What has no subject: names, quantities, refusals, the change feed, what portals on one database
 * know of each other ({@code docs/replicas.md}), and the layout and doors that other rooms plug
 * into.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package dev.rayport.base;
