package dev.rayport.tenant;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** One sort of the provider's tokens; the provider is first asked when the first token comes. */
final class ProviderJwts {

  private final Supplier<JwtDecoder> make;
  private final AtomicReference<@Nullable JwtDecoder> made = new AtomicReference<>();

  ProviderJwts(Supplier<JwtDecoder> make) {
    this.make = make;
  }

  /**
   * @throws BadJwtException for a token that does not count
   * @throws ProviderSilent when the provider does not tell its keys
   */
  Jwt decode(String token) {
    try {
      return decoder().decode(token);
    } catch (BadJwtException bad) {
      throw bad;
    } catch (JwtException noKeys) {
      throw new ProviderSilent(String.valueOf(noKeys.getMessage()));
    }
  }

  private JwtDecoder decoder() {
    JwtDecoder there = made.get();
    if (there == null) {
      made.compareAndSet(null, make.get());
      there = made.get();
    }
    return Objects.requireNonNull(there);
  }
}
