/**
 * Who you are, what you may do and how much, and what was done. Spring Security's set-up is hidden
 * here.
 *
 * <p>2026-11-22: what is used is counted by the rooms that know it (the door {@code QuotaMeter}),
 * and what there is to allot is told by the room of templates ({@code Allotted}). A tenant's row is
 * the lock under which its quotas are taken, so that two portals cannot give away the same room.
 *
 * <p>2026-11-22: entries of the audit log are sealed into its chain a moment after they were
 * written, since commands that had to wait for the chain's end would wait for one another. Whom an
 * identity provider signs in is known by issuer and subject; their roles are asked for again at
 * each action, so that what is taken away there is gone here.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"base", "base::ui", "base::rest"})
@org.jspecify.annotations.NullMarked
package dev.rayport.tenant;
