/**
 * Copies of everything that lasts, made while the portal runs.
 *
 * <p>2026-11-22: an archive begins with what made it and ends with the checksums of all that is in
 * it, so that one that was cut off is known as such; it is put back by {@code ./rayport restore},
 * which needs no portal. What is left out can be made again: Ray's environment, the portal's
 * program, what clusters of this machine have on disk. A database that is a server's own is left to
 * that server's tools.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"tenant", "base", "base::rest"})
@org.jspecify.annotations.NullMarked
package dev.rayport.backup;
