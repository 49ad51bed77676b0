package dev.rayport.tenant;

import dev.rayport.base.OutsideUnwell;

/** The identity provider does not answer, or not as one; it may in a minute. */
final class ProviderSilent extends OutsideUnwell {

  private static final long serialVersionUID = 1L;

  ProviderSilent(String why) {
    super(why);
  }
}
