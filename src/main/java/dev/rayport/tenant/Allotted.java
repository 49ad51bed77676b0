package dev.rayport.tenant;

import java.util.List;

/** A door: what later rooms have that administrators allot to tenants. */
public interface Allotted {

  /** Names of the stages, such as {@code TRAINING}. */
  List<String> stages();

  /** Names of the templates that a tenant could use. */
  List<String> templates(TenantId tenant);
}
