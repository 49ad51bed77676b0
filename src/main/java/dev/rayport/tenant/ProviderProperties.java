package dev.rayport.tenant;

import dev.rayport.base.CannotStart;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Sign-in by an identity provider that speaks OpenID Connect, such as Keycloak.
 *
 * @param issuer its address, such as {@code https://sso.example.com/realms/rayport}; empty: there
 *     is none ({@code RAYPORT_OIDC_ISSUER})
 * @param clientId what the portal is called there ({@code RAYPORT_OIDC_CLIENT_ID})
 * @param clientSecret the portal's password there ({@code RAYPORT_OIDC_CLIENT_SECRET})
 * @param name what people call it, on the sign-in page
 * @param audience what access tokens for the portal must name; empty: the client id
 * @param scopes what the portal asks for at sign-in
 * @param nameClaim what people are called
 * @param rolesClaim where the userinfo answer and access tokens hold groups or roles; dots lead
 *     inside, as in {@code resource_access.rayport.roles}
 * @param roles regular expressions over those values, each with the groups {@code tenant} and
 *     {@code role}; empty: members are chosen in the portal
 * @param administrators those of the values that make an administrator; empty: chosen in the portal
 * @param createTenants whether a tenant that a value names is made when it is not there
 * @param localAccounts whether name and password count beside it
 * @param readAgainAfter how old what was read of somebody's roles may be when they do something
 * @param rolesLast how long roles count, as for API tokens, after the provider last told them
 */
@ConfigurationProperties("rayport.tenant.oidc")
record ProviderProperties(
    @DefaultValue("") String issuer,
    @DefaultValue("rayport") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("Keycloak") String name,
    @DefaultValue("") String audience,
    @DefaultValue({"openid", "profile"}) List<String> scopes,
    @DefaultValue("preferred_username") String nameClaim,
    @DefaultValue("groups") String rolesClaim,
    @DefaultValue("/tenants/(?<tenant>[^/]+)/(?<role>viewer|researcher|lead)s") List<String> roles,
    @DefaultValue("/administrators") List<String> administrators,
    @DefaultValue("false") boolean createTenants,
    @DefaultValue("true") boolean localAccounts,
    @DefaultValue("0s") Duration readAgainAfter,
    @DefaultValue("14d") Duration rolesLast) {

  ProviderProperties {
    issuer = issuer.strip();
    audience = audience.isBlank() ? clientId : audience;
    if (!issuer.isEmpty()) {
      check(issuer, roles);
    }
  }

  boolean isConfigured() {
    return !issuer.isEmpty();
  }

  /** Whether name and password open the portal. */
  boolean passwordsCount() {
    return localAccounts || !isConfigured();
  }

  boolean namesMembers() {
    return !roles.isEmpty();
  }

  boolean namesAdministrators() {
    return !administrators.isEmpty();
  }

  /** Whether roles that the provider told then are too old to count; empty: it told none. */
  boolean isForgotten(Optional<Instant> told) {
    return told.filter(when -> when.plus(rolesLast).isBefore(Instant.now())).isPresent();
  }

  /** Where people are sent, in short. */
  String host() {
    return URI.create(issuer).getHost();
  }

  private static void check(String issuer, List<String> roles) {
    if (!issuer.matches("https?://[^/?#\\s]+[^?#\\s]*")) {
      throw new CannotStart(
          "rayport.tenant.oidc.issuer is “%s”, which is no address.".formatted(issuer),
          "Give the address of the realm, such as https://sso.example.com/realms/rayport.");
    }
    for (String rule : roles) {
      if (!valid(rule)) {
        throw new CannotStart(
            "rayport.tenant.oidc.roles holds “%s”, which is no rule.".formatted(rule),
            "Give regular expressions with the groups (?<tenant>…) and (?<role>…).");
      }
    }
  }

  private static boolean valid(String rule) {
    try {
      return Pattern.compile(rule).namedGroups().keySet().containsAll(List.of("tenant", "role"));
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ProviderProperties[%s, client %s]".formatted(issuer, clientId);
  }
}
