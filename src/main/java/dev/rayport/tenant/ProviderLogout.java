package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Service;
import org.springframework.web.util.UriComponentsBuilder;

/** Ends sessions together with the identity provider's. */
@Service
public class ProviderLogout {

  private final ObjectProvider<ProviderJwts> logoutTokens;
  private final ObjectProvider<ProviderRegistration> registration;
  private final ProviderSessions sessions;
  private final AccountRepository accounts;
  private final ProviderProperties properties;
  private final PortalAddress address;

  ProviderLogout(
      @Qualifier("logoutTokens") ObjectProvider<ProviderJwts> logoutTokens,
      ObjectProvider<ProviderRegistration> registration,
      ProviderSessions sessions,
      AccountRepository accounts,
      ProviderProperties properties,
      PortalAddress address) {
    this.logoutTokens = logoutTokens;
    this.registration = registration;
    this.sessions = sessions;
    this.accounts = accounts;
    this.properties = properties;
    this.address = address;
  }

  /**
   * The provider tells that somebody's session there has ended (back-channel logout).
   *
   * @throws Refusal when it was not the provider who said so
   */
  @AsAnyone("the provider's signature on the token is what counts")
  public void ended(String logoutToken) {
    ProviderJwts decoder =
        Optional.ofNullable(logoutTokens.getIfAvailable())
            .orElseThrow(() -> Refusal.notFound("identity provider", ""));
    try {
      end(decoder.decode(logoutToken));
    } catch (BadJwtException | ProviderSilent e) {
      throw Refusal.invalid("logout_token", "This logout token does not count here.");
    }
  }

  private void end(Jwt token) {
    String sid = token.getClaimAsString("sid");
    if (sid != null) {
      sessions.endOfProvider(sid);
      return;
    }
    accounts
        .findByIssuerAndSubject(properties.issuer(), token.getSubject())
        .ifPresent(account -> sessions.endOfAccount(account.id()));
  }

  /**
   * Ends the provider session's row of somebody who signs out here.
   *
   * @return where the browser goes so that the provider's session ends, too; empty for a local
   *     account, or while the provider is silent
   */
  @AsAnyone("who signs out may be nobody any more")
  public Optional<String> leave(Authentication authentication) {
    if (!(authentication.getPrincipal() instanceof ProviderUser user)) {
      return Optional.empty();
    }
    sessions.left(user.session());
    return Optional.ofNullable(registration.getIfAvailable())
        .flatMap(provider -> endSession(provider, user));
  }

  private Optional<String> endSession(ProviderRegistration provider, ProviderUser user) {
    try {
      provider.readAgain();
      return provider
          .endSession()
          .map(page ->
              UriComponentsBuilder.fromUriString(page)
                  .queryParam("id_token_hint", user.getIdToken().getTokenValue())
                  .queryParam("client_id", properties.clientId())
                  .queryParam("post_logout_redirect_uri", "{back}")
                  .encode()
                  .buildAndExpand(address.url() + "/login")
                  .toUriString());
    } catch (ProviderSilent silent) {
      return Optional.empty();
    }
  }
}
