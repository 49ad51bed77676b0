/** Life of one cluster: what was asked, what is, and why they differ. */
@org.springframework.modulith.ApplicationModule(
    allowedDependencies = {
      "tenant",
      "template",
      "template::ui",
      "backend",
      "base",
      "base::ui",
      "base::rest"
    })
@org.jspecify.annotations.NullMarked
package dev.rayport.cluster;
