/** Who you are, what you may do, and what was done. Spring Security's set-up is hidden here. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {"base", "base::ui", "base::rest"})
@org.jspecify.annotations.NullMarked
package dev.rayport.tenant;
