package dev.rayport.tenant;

/**
 * A new token, the only time its value is known.
 *
 * @param value {@code rp_…}
 */
public record IssuedToken(TokenSummary token, String value) {

  @Override
  public String toString() {
    return token.toString();
  }
}
