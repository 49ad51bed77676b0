/**
 * Weeks of made-up history for trying the portal out, for pictures and for tests of long lists;
 * weeks of three tenants, or years of eight that fill the lists.
 *
 * <p>Only what has ended is made up: clusters that stopped or failed, jobs that ended. Nothing that
 * would need a process is, since the reconcilers ask the backend about everything alive and would
 * rightly find it missing. Whoever wants something alive in the demo creates it: the templates, the
 * packages and the resubmission of old jobs are real.
 */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"tenant", "template", "backend", "base"})
@org.jspecify.annotations.NullMarked
package dev.rayport.demo;
