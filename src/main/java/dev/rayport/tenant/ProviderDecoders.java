package dev.rayport.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Reads the provider's signed tokens. Only signatures with a key pair count: neither none at all
 * nor one made with the client's secret.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnProvider.class)
class ProviderDecoders {

  private static final Set<SignatureAlgorithm> TAKEN =
      Set.of(
          SignatureAlgorithm.RS256,
          SignatureAlgorithm.RS384,
          SignatureAlgorithm.RS512,
          SignatureAlgorithm.PS256,
          SignatureAlgorithm.PS384,
          SignatureAlgorithm.PS512,
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384,
          SignatureAlgorithm.ES512);
  private static final String EVENTS = "events";
  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
  private static final Duration LOGOUT_LASTS = Duration.ofMinutes(5);

  /** At sign-in. */
  @Bean
  static JwtDecoderFactory<ClientRegistration> idTokens(ProviderHttp http) {
    return client -> {
      NimbusJwtDecoder decoder =
          decoder(
              client,
              http,
              new DelegatingOAuth2TokenValidator<>(
                  new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
      decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
      return decoder;
    };
  }

  /** From programs. */
  @Bean
  static ProviderJwts accessTokens(
      ProviderRegistration registration, ProviderProperties properties, ProviderHttp http) {
    OAuth2TokenValidator<Jwt> rules =
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(),
            new JwtIssuerValidator(properties.issuer()),
            new JwtAudienceValidator(properties.audience()),
            ProviderDecoders::isAccessToken);
    return new ProviderJwts(() -> decoder(registration.get(), http, rules));
  }

  /** From the provider, when somebody's session there has ended. */
  @Bean
  static ProviderJwts logoutTokens(
      ProviderRegistration registration, ProviderProperties properties, ProviderHttp http) {
    OAuth2TokenValidator<Jwt> rules =
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(),
            new JwtIssuerValidator(properties.issuer()),
            new JwtAudienceValidator(properties.clientId()),
            ProviderDecoders::isLogoutToken);
    return new ProviderJwts(() -> decoder(registration.get(), http, rules));
  }

  private static NimbusJwtDecoder decoder(
      ClientRegistration client, ProviderHttp http, OAuth2TokenValidator<Jwt> rules) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(client.getProviderDetails().getJwkSetUri())
            .validateType(false)
            .jwsAlgorithms(taken -> taken.addAll(TAKEN))
            .restOperations(new RestTemplate(http))
            .build();
    decoder.setJwtValidator(rules);
    return decoder;
  }

  /** An ID token names the portal as well, but opens nothing. */
  private static OAuth2TokenValidatorResult isAccessToken(Jwt token) {
    boolean other =
        token.hasClaim("at_hash")
            || token.hasClaim(EVENTS)
            || !"Bearer".equals(token.getClaims().getOrDefault("typ", "Bearer"));
    return other ? refused("This is no access token") : OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult isLogoutToken(Jwt token) {
    boolean right =
        token.getClaims().get(EVENTS) instanceof Map<?, ?> events
            && events.containsKey(LOGOUT)
            && !token.hasClaim("nonce")
            && (token.hasClaim("sid") || token.hasClaim("sub"))
            && token.getIssuedAt() instanceof Instant issued
            && issued.isAfter(Instant.now().minus(LOGOUT_LASTS));
    return right ? OAuth2TokenValidatorResult.success() : refused("This is no logout token");
  }

  private static OAuth2TokenValidatorResult refused(String why) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, ""));
  }
}
