/** Jobs in the browser; {@code JobTab} is the door for tabs of other rooms. */
@org.springframework.modulith.NamedInterface("ui")
@org.jspecify.annotations.NullMarked
package dev.rayport.job.ui;
