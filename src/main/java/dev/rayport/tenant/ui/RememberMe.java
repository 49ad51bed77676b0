package dev.rayport.tenant.ui;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.rememberme.PersistentTokenBasedRememberMeServices;
import org.springframework.security.web.authentication.rememberme.PersistentTokenRepository;
import org.springframework.stereotype.Component;

/**
 * “Keep me signed in”: a cookie whose value changes with each use, so that a copy is noticed. A
 * browser that opens again sends one cookie from all its tabs at once, which is no theft.
 */
@Component
class RememberMe extends PersistentTokenBasedRememberMeServices {

  /** Ties the cookie's authentication to this process; the cookie itself is checked by its row. */
  static final String KEY = UUID.randomUUID().toString();

  private static final Duration AT_ONCE = Duration.ofSeconds(20);
  private static final int BROWSERS = 10_000;
  private final Cache<String, String> accepted =
      Caffeine.newBuilder().expireAfterWrite(AT_ONCE).maximumSize(BROWSERS).build();

  RememberMe(UserDetailsService users, PersistentTokenRepository rows, Environment environment) {
    super(KEY, users, rows);
    Duration lasts =
        DurationStyle.detectAndParse(environment.getProperty("rayport.tenant.remember-for", "14d"));
    setCookieName("RAYPORT_REMEMBER");
    setTokenValiditySeconds((int) lasts.toSeconds());
    setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
  }

  @Override
  protected UserDetails processAutoLoginCookie(
      String[] cookie, HttpServletRequest request, HttpServletResponse response) {
    String name =
        accepted.get(
            String.join(":", cookie),
            value -> super.processAutoLoginCookie(cookie, request, response).getUsername());
    return getUserDetailsService().loadUserByUsername(name);
  }
}
