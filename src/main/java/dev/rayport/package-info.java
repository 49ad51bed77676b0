/** The application class only; everything else lives in a room. */
@org.jspecify.annotations.NullMarked
package dev.rayport;
