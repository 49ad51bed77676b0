/**
 * The shell of the portal: layout, shared widgets, and the doors {@code HomeCard}, {@code
 * PaletteEntry}, {@code ObjectAction}, {@code ReasonSource} through which later rooms show
 * themselves without being known here.
 */
@org.springframework.modulith.NamedInterface("ui")
@org.jspecify.annotations.NullMarked
package dev.rayport.base.ui;
