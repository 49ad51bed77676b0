/** Versioned, immutable recipes per stage, with a policy on every field. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"tenant", "backend", "base", "base::ui", "base::rest"})
@org.jspecify.annotations.NullMarked
package dev.rayport.template;
