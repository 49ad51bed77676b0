/** Submit, follow, resubmit. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "tenant",
      "template",
      "cluster",
      "cluster::ui",
      "backend",
      "base",
      "base::ui",
      "base::rest"
    })
@org.jspecify.annotations.NullMarked
package dev.rayport.job;
