/**
 * Life of one cluster: what was asked, what is, and why they differ.
 *
 * <p>2026-11-22: clusters count against quotas from the moment they start until nothing of them is
 * left, with the most that they may grow to: a group that scales by itself counts with its max,
 * since nobody asks before Ray adds a worker. Whoever starts again goes to the end of the queue.
 */
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
