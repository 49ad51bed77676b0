package dev.rayport.tenant.ui;

import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.authentication.RememberMeServices;
import org.springframework.security.web.authentication.rememberme.PersistentTokenBasedRememberMeServices;
import org.springframework.security.web.authentication.rememberme.PersistentTokenRepository;

/** “Keep me signed in”: a cookie whose value changes with each use, so that a copy is noticed. */
@Configuration(proxyBeanMethods = false)
class RememberMe {

  /** Ties the cookie's authentication to this process; the cookie itself is checked by its row. */
  static final String KEY = UUID.randomUUID().toString();

  @Bean
  RememberMeServices keepMeSignedIn(
      UserDetailsService users, PersistentTokenRepository rows, Environment environment) {
    Duration lasts =
        DurationStyle.detectAndParse(environment.getProperty("rayport.tenant.remember-for", "14d"));
    PersistentTokenBasedRememberMeServices services =
        new PersistentTokenBasedRememberMeServices(KEY, users, rows);
    services.setCookieName("RAYPORT_REMEMBER");
    services.setTokenValiditySeconds((int) lasts.toSeconds());
    services.setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    return services;
  }
}
