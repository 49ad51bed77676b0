/**
 * What has no subject: names, quantities, refusals, the change feed, and the layout and doors that
 * other rooms plug into.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
@org.jspecify.annotations.NullMarked
package dev.rayport.base;
