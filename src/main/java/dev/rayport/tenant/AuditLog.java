package dev.rayport.tenant;

/** Who did what to which object, with what outcome. */
public interface AuditLog {

  /**
   * Adds an entry for the current user, in the caller's transaction.
   *
   * @param action verb and object, such as {@code cluster.stop}
   * @param object id of what was acted on
   * @param detail short facts for a reader; no secrets
   */
  void record(String action, String object, String detail);

  /** As {@link #record(String, String, String)}, about an object of that tenant. */
  void record(TenantId tenant, String action, String object, String detail);

  /**
   * What was done on the portal's machine itself, by nobody who is signed in.
   *
   * @param actor the machine's account
   */
  void recordOutside(String actor, String action, String object, String detail);
}
