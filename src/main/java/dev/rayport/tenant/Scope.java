package dev.rayport.tenant;

/** How far a token's right goes, never beyond its owner's. */
public enum Scope {
  /** Only looks. */
  READ,
  /** Does what its owner may do. */
  WRITE;

  Role limit(Role owners) {
    return this == READ ? Role.VIEWER : owners;
  }
}
