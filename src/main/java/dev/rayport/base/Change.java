package dev.rayport.base;

/**
 * News that an object looks different now. Carries no data: who is interested reads it again, with
 * their own rights.
 *
 * @param tenant whose object, or {@link #EVERYWHERE}
 * @param kind {@code cluster}, {@code job}, {@code template} …
 * @param id the object's id
 */
public record Change(String tenant, String kind, String id) {

  /** Instead of a tenant: it concerns all. */
  public static final String EVERYWHERE = "*";
}
