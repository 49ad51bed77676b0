package dev.rayport.tenant.ui;

import dev.rayport.tenant.IdentityProvider;
import dev.rayport.tenant.OnProvider;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/** Sign-in by the identity provider, beside the form. */
@Component
@Conditional(OnProvider.class)
class ProviderLogin {

  /** Why it failed, and what the sign-in page is then asked to say. */
  private static final Map<String, String> WORDS =
      Map.of(
          "no-tenant", "tenant",
          "account-disabled", "disabled",
          "provider-silent", "silent",
          "access_denied", "cancelled");

  private final IdentityProvider provider;
  private final OAuth2UserService<OidcUserRequest, OidcUser> users;
  private final OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes;

  ProviderLogin(
      IdentityProvider provider,
      OAuth2UserService<OidcUserRequest, OidcUser> users,
      OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes) {
    this.provider = provider;
    this.users = users;
    this.codes = codes;
  }

  void offer(HttpSecurity http, String page) {
    http.oauth2Login(login ->
        login
            .loginPage(page)
            .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(codes))
            .userInfoEndpoint(info -> info.oidcUserService(users))
            .failureHandler(failed(page)));
    http.addFilterBefore(
        new ProviderDoor(provider), OAuth2AuthorizationRequestRedirectFilter.class);
  }

  private static AuthenticationFailureHandler failed(String page) {
    return (request, response, failure) ->
        response.sendRedirect(request.getContextPath() + page + "?" + word(failure));
  }

  private static String word(AuthenticationException failure) {
    return Optional.of(failure)
        .filter(OAuth2AuthenticationException.class::isInstance)
        .map(each -> ((OAuth2AuthenticationException) each).getError().getErrorCode())
        .map(WORDS::get)
        .orElse("failed");
  }
}
