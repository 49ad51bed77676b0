package dev.rayport.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The service method checks no user's permission because no user calls it: reconcilers and start-up
 * code do. Never reachable from a view or controller.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AsSystem {
  /** Who calls it, and why that needs no user. */
  String value();
}
