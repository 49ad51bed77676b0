package dev.rayport.tenant;

import java.util.Optional;

/**
 * Which accounts to list.
 *
 * @param text part of the name
 */
public record AccountQuery(
    String text, Optional<Boolean> enabled, Optional<Boolean> administrator) {

  public static final AccountQuery ALL = new AccountQuery("", Optional.empty(), Optional.empty());
}
