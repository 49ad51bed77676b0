package dev.rayport.tenant.ui;

import dev.rayport.base.ui.Tone;
import dev.rayport.tenant.IdentityProvider;
import java.util.Optional;

/**
 * What the sign-in page says when somebody comes back to it.
 *
 * @param next what to do now
 * @param aboutPassword whether the form is where to go on
 */
record LoginNotice(Tone tone, String icon, String what, String next, boolean aboutPassword) {

  /** By the word in the address; empty for others. */
  static Optional<LoginNotice> of(String word, IdentityProvider provider) {
    String name = provider.look().map(IdentityProvider.Look::name).orElse("The identity provider");
    return Optional.ofNullable(
        switch (word) {
          case "locked" ->
              form(
                  "Too many wrong passwords.",
                  "Sign-in with this name is closed from this address for 5 minutes.");
          case "error" ->
              form(
                  "User name or password is wrong.",
                  "After 5 wrong passwords sign-in closes for 5 minutes.");
          case "silent" -> wrong(name + " does not answer.", silent(provider));
          case "tenant" ->
              wrong(
                  "No tenant is open to you yet.",
                  name
                      + " knows you, but gives you no role in a tenant of this portal. Ask an"
                      + " administrator, then sign in again.");
          case "disabled" ->
              wrong("Your account is disabled.", "Ask an administrator to enable it.");
          case "cancelled" ->
              new LoginNotice(
                  Tone.OFF, "info", "Sign-in was cancelled.", "Try again when you like.", false);
          case "failed" ->
              wrong(
                  "Sign-in with " + name + " did not work.",
                  "Try once more. If it fails again, tell an administrator when it was.");
          case "ended" ->
              new LoginNotice(
                  Tone.OFF, "info", "Your session has ended.", "Sign in to go on.", false);
          default -> null;
        });
  }

  private static String silent(IdentityProvider provider) {
    String next =
        "People who are signed in go on working. Try again in a minute; the button asks anew.";
    return provider.localAccounts() ? next + " Local accounts can sign in below." : next;
  }

  private static LoginNotice form(String what, String next) {
    return new LoginNotice(Tone.ERR, "circle-x", what, next, true);
  }

  private static LoginNotice wrong(String what, String next) {
    return new LoginNotice(Tone.ERR, "circle-x", what, next, false);
  }
}
