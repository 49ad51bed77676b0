package dev.rayport.tenant;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Passwords at rest: bcrypt, and PBKDF2 for those longer than bcrypt reads. */
@Component
class PasswordHashes implements PasswordEncoder {

  private static final String SHORT = "bcrypt";
  private static final String LONG = "pbkdf2@SpringSecurity_v5_8";
  private static final int READ_BY_BCRYPT = 72;
  private final Map<String, PasswordEncoder> encoders =
      Map.of(
          SHORT,
          new BCryptPasswordEncoder(),
          LONG,
          Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8());
  private final PasswordEncoder shortOnes = new DelegatingPasswordEncoder(SHORT, encoders);
  private final PasswordEncoder longOnes = new DelegatingPasswordEncoder(LONG, encoders);

  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return (readByBcrypt(password) ? shortOnes : longOnes).encode(password);
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    // Bcrypt would take a longer one for its beginning.
    return (readByBcrypt(password) || !String.valueOf(hash).startsWith("{" + SHORT + "}"))
        && shortOnes.matches(password, hash);
  }

  private static boolean readByBcrypt(@Nullable CharSequence password) {
    return password == null
        || password.toString().getBytes(StandardCharsets.UTF_8).length <= READ_BY_BCRYPT;
  }
}
