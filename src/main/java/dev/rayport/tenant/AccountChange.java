package dev.rayport.tenant;

import java.util.Optional;

/**
 * What an administrator changes of an account; what is empty stays.
 *
 * @param password a new one; ends all sessions of the account
 * @param enabled false ends its sessions and tokens
 */
public record AccountChange(
    Optional<String> password, Optional<Boolean> enabled, Optional<Boolean> administrator) {

  public static final AccountChange NOTHING =
      new AccountChange(Optional.empty(), Optional.empty(), Optional.empty());

  public static AccountChange password(String password) {
    return new AccountChange(Optional.of(password), Optional.empty(), Optional.empty());
  }

  public static AccountChange enabled(boolean enabled) {
    return new AccountChange(Optional.empty(), Optional.of(enabled), Optional.empty());
  }

  public static AccountChange administrator(boolean administrator) {
    return new AccountChange(Optional.empty(), Optional.empty(), Optional.of(administrator));
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "AccountChange[enabled %s, administrator %s]".formatted(enabled, administrator);
  }
}
