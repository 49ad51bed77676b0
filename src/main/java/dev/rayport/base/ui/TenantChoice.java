package dev.rayport.base.ui;

import java.util.List;

/** A door: the tenants between which the visitor can switch. */
public interface TenantChoice {

  /** All of the visitor's, the present one too, by name. */
  List<String> names();

  /** Makes another one the visitor's; their open pages are loaded again. */
  void take(String name);
}
