package dev.rayport.tenant;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** The last step of a sign-in by the identity provider: who that is here. */
@Component
@Conditional(OnProvider.class)
class ProviderSignIn implements OAuth2UserService<OidcUserRequest, OidcUser> {

  static final String NO_TENANT = "no-tenant";
  static final String DISABLED = "account-disabled";
  static final String SILENT = "provider-silent";
  private final ProviderReader reader;
  private final ClaimMapping mapping;
  private final ProviderAccounts people;
  private final ProviderSessions sessions;
  private final AccountRepository accounts;
  private final Standings standings;
  private final AuditTrail audit;

  ProviderSignIn(
      ProviderReader reader,
      ClaimMapping mapping,
      ProviderAccounts people,
      ProviderSessions sessions,
      AccountRepository accounts,
      Standings standings,
      AuditTrail audit) {
    this.reader = reader;
    this.mapping = mapping;
    this.people = people;
    this.sessions = sessions;
    this.accounts = accounts;
    this.standings = standings;
    this.audit = audit;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcIdToken idToken = request.getIdToken();
    Instant asked = Instant.now();
    Map<String, Object> claims = claims(request);
    if (!idToken.getSubject().equals(claims.get("sub"))) {
      throw refused("invalid_user_info");
    }
    Identity identity = new Identity(String.valueOf(idToken.getIssuer()), idToken.getSubject());
    Account account = people.seen(identity, mapping.read(claims), asked);
    Standing standing = standings.read(account);
    Optional<TenantId> tenant = standing.firstTenant();
    if (!standing.enabled() || tenant.isEmpty()) {
      audit.attempt(account.name(), AuditEntry.Outcome.DENIED);
      throw refused(standing.enabled() ? NO_TENANT : DISABLED);
    }
    String session = sessions.open(account.id(), sid(idToken));
    accounts.signedIn(account.id(), asked);
    audit.attempt(account.name(), AuditEntry.Outcome.DONE);
    return new ProviderUser(
        new SignedIn.Start(account, tenant.get(), standings),
        session,
        idToken,
        new ProviderUser.Tokens(request.getAccessToken(), Optional.empty()),
        asked);
  }

  private Map<String, Object> claims(OidcUserRequest request) {
    try {
      return reader
          .claims(request.getAccessToken().getTokenValue())
          .orElseThrow(() -> refused("invalid_user_info"));
    } catch (ProviderSilent silent) {
      throw refused(SILENT);
    }
  }

  private static String sid(OidcIdToken idToken) {
    return Optional.ofNullable(idToken.getClaimAsString("sid")).orElse("");
  }

  private static OAuth2AuthenticationException refused(String code) {
    return new OAuth2AuthenticationException(new OAuth2Error(code));
  }
}
