/**
 * Where clusters really run: records, the port {@link dev.rayport.backend.ClusterBackend} and the
 * client of Ray's HTTP API. Only what differs between backends is behind the port.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"base"})
@org.jspecify.annotations.NullMarked
package dev.rayport.backend;
