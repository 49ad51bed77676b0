/**
 * Templates in the browser; {@code StageTag} and {@code ParameterFields} are the door for forms of
 * later rooms.
 */
@org.springframework.modulith.NamedInterface("ui")
@org.jspecify.annotations.NullMarked
package dev.rayport.template.ui;
