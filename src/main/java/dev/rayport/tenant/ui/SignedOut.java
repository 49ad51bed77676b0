package dev.rayport.tenant.ui;

import com.vaadin.flow.spring.security.UidlRedirectStrategy;
import dev.rayport.tenant.ProviderLogout;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.stereotype.Component;

/** Where a browser goes after signing out: past the identity provider, if that signed it in. */
@Component
class SignedOut extends SimpleUrlLogoutSuccessHandler {

  private final ProviderLogout provider;

  SignedOut(ProviderLogout provider) {
    this.provider = provider;
    setRedirectStrategy(new UidlRedirectStrategy());
  }

  @Override
  protected String determineTargetUrl(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    return authentication == null
        ? getDefaultTargetUrl()
        : provider.leave(authentication).orElse(getDefaultTargetUrl());
  }
}
