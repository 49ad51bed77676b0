/**
 * Starts Ray on this machine as process trees of its own.
 *
 * <p>Why a file for each cluster and not the database (2026-11): it is written before a process
 * starts and must be there when the database is not; the portal's rows say what was asked, these
 * files say what runs.
 *
 * <p>Why processes are known by a mark in their environment and by where they work (2026-11): Ray's
 * workers have sessions and titles of their own and its agents hide their command lines, and {@code
 * ray stop} would end every Ray of the machine.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"backend", "base"})
@org.jspecify.annotations.NullMarked
package dev.rayport.backend.local;
