package dev.rayport.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks the identity provider what a person is now. */
@Component
@Conditional(OnProvider.class)
class ProviderReader {

  private static final Duration SPARE = Duration.ofSeconds(10);
  private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS =
      new ParameterizedTypeReference<>() {};
  private final ProviderRegistration registration;
  private final RestClient http;
  private final RestClientRefreshTokenTokenResponseClient refreshing =
      new RestClientRefreshTokenTokenResponseClient();

  ProviderReader(ProviderRegistration registration, ProviderHttp http) {
    this.registration = registration;
    this.http = RestClient.builder().requestFactory(http).build();
    refreshing.setRestClient(tokens(http));
  }

  /** For requests of tokens, whose answers and errors have a shape of their own. */
  static RestClient tokens(ProviderHttp http) {
    return RestClient.builder()
        .requestFactory(http)
        .configureMessageConverters(converters ->
            converters
                .addCustomConverter(new FormHttpMessageConverter())
                .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  /**
   * What is said of whom the token belongs to; empty when the provider takes the token no more.
   *
   * @throws ProviderSilent when there is no answer
   */
  Optional<Map<String, Object>> claims(String accessToken) {
    try {
      return Optional.ofNullable(
          http.get()
              .uri(registration.get().getProviderDetails().getUserInfoEndpoint().getUri())
              .headers(headers -> headers.setBearerAuth(accessToken))
              .retrieve()
              .body(CLAIMS));
    } catch (HttpClientErrorException refused) {
      return Optional.empty();
    } catch (RestClientException e) {
      throw new ProviderSilent(String.valueOf(e.getMessage()));
    }
  }

  /**
   * As {@link #claims(String)}, with a new token when the old one is over; empty when the
   * provider's session has ended.
   */
  Optional<Map<String, Object>> claims(ProviderUser user) {
    if (isOver(user.tokens().access())) {
      return refresh(user) ? claims(user.tokens().access().getTokenValue()) : Optional.empty();
    }
    return claims(user.tokens().access().getTokenValue())
        .or(() ->
            refresh(user) ? claims(user.tokens().access().getTokenValue()) : Optional.empty());
  }

  private static boolean isOver(OAuth2AccessToken token) {
    Instant expires = Optional.ofNullable(token.getExpiresAt()).orElse(Instant.MAX);
    return expires.isBefore(Instant.now().plus(SPARE));
  }

  private boolean refresh(ProviderUser user) {
    ProviderUser.Tokens old = user.tokens();
    if (old.refresh().isEmpty()) {
      return false;
    }
    ClientRegistration client = registration.get();
    try {
      OAuth2AccessTokenResponse fresh =
          refreshing.getTokenResponse(
              new OAuth2RefreshTokenGrantRequest(client, old.access(), old.refresh().get()));
      user.keep(
          new ProviderUser.Tokens(
              fresh.getAccessToken(), Optional.ofNullable(fresh.getRefreshToken())));
      return true;
    } catch (OAuth2AuthorizationException e) {
      if (e.getError().getErrorCode().equals("invalid_grant")) {
        return false;
      }
      throw new ProviderSilent(String.valueOf(e.getMessage()));
    } catch (RestClientException e) {
      throw new ProviderSilent(String.valueOf(e.getMessage()));
    }
  }
}
