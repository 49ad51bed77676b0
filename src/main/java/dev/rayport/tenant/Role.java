package dev.rayport.tenant;

/** What a user may do in a tenant; each role may also do what those before it may. */
public enum Role {
  /** Reads its tenant. */
  VIEWER,
  /** Also creates, submits to any cluster of the tenant, changes only what is their own. */
  RESEARCHER,
  /** Changes everything in the tenant, its members and its templates. */
  LEAD,
  /** Everything everywhere. */
  ADMINISTRATOR;

  public boolean atLeast(Role other) {
    return compareTo(other) >= 0;
  }
}
