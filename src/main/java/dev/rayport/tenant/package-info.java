/**
 * Who you are, what you may do and how much, and what was done. Spring Security's set-up is hidden
 * here.
 *
 * <p>2026-11-22: what is used is counted by the rooms that know it (the door {@code QuotaMeter}),
 * and what there is to allot is told by the room of templates ({@code Allotted}). A tenant's row is
 * the lock under which its quotas are taken, so that two portals cannot give away the same room.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"base", "base::ui", "base::rest"})
@org.jspecify.annotations.NullMarked
package dev.rayport.tenant;
