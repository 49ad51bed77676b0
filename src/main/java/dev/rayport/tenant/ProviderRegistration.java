package dev.rayport.tenant;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * What the identity provider says of itself. Asked when it is first needed, so that the portal
 * starts without it, and again at each sign-in, so that nobody is sent to one that is away.
 */
@Component
@Conditional(OnProvider.class)
class ProviderRegistration implements ClientRegistrationRepository {

  static final String ID = "oidc";
  private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
      new ParameterizedTypeReference<>() {};
  private final ProviderProperties properties;
  private final PortalAddress address;
  private final RestClient http;
  private final AtomicReference<@Nullable ClientRegistration> known = new AtomicReference<>();

  ProviderRegistration(ProviderProperties properties, PortalAddress address, ProviderHttp http) {
    this.properties = properties;
    this.address = address;
    this.http = RestClient.builder().requestFactory(http).build();
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return id.equals(ID) ? get() : null;
  }

  /**
   * @throws ProviderSilent when it was never reached and is not now
   */
  ClientRegistration get() {
    ClientRegistration there = known.get();
    return there == null ? readAgain() : there;
  }

  /**
   * @throws ProviderSilent when it does not answer now
   */
  ClientRegistration readAgain() {
    try {
      Map<String, Object> document =
          http.get()
              .uri(properties.issuer().replaceAll("/+$", "") + "/.well-known/openid-configuration")
              .retrieve()
              .body(DOCUMENT);
      ClientRegistration read = registration(Optional.ofNullable(document).orElse(Map.of()));
      known.set(read);
      return read;
    } catch (RestClientException | IllegalArgumentException e) {
      throw new ProviderSilent(String.valueOf(e.getMessage()));
    }
  }

  /** Where people are sent who sign out; empty when the provider has no such page. */
  Optional<String> endSession() {
    return Optional.ofNullable(
            get().getProviderDetails().getConfigurationMetadata().get("end_session_endpoint"))
        .map(Object::toString);
  }

  private ClientRegistration registration(Map<String, Object> document) {
    if (!properties.issuer().equals(document.get("issuer"))) {
      throw new IllegalArgumentException(
          "It calls itself %s, not %s".formatted(document.get("issuer"), properties.issuer()));
    }
    return ClientRegistrations.fromOidcConfiguration(document)
        .registrationId(ID)
        .clientId(properties.clientId())
        .clientSecret(properties.clientSecret())
        .clientName(properties.name())
        .scope(properties.scopes())
        .userNameAttributeName("sub")
        .redirectUri(
            address.publicHost().map(host -> address.url()).orElse("{baseUrl}")
                + "/login/oauth2/code/"
                + ID)
        .build();
  }
}
