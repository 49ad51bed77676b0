/** Starts Ray on this machine as process trees of its own. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"backend", "base"})
@org.jspecify.annotations.NullMarked
package dev.rayport.backend.local;
