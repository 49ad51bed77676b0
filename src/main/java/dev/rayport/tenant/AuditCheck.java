package dev.rayport.tenant;

import java.util.Optional;

/**
 * What a check of the audit log found.
 *
 * @param sealed how many entries of the chain are as they were written, from its first on
 * @param open how many are so new that they are not in the chain yet
 * @param broken what is wrong with the entry after those; empty: the chain is whole
 */
public record AuditCheck(long sealed, long open, Optional<String> broken) {

  public boolean intact() {
    return broken.isEmpty();
  }
}
