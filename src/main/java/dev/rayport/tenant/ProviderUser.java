package dev.rayport.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** A person whom the identity provider signed in, with what the portal needs to ask again. */
final class ProviderUser extends SignedIn implements OidcUser {

  private static final long serialVersionUID = 1L;
  private final String session;
  private final OidcIdToken idToken;
  private final transient ReentrantLock reading = new ReentrantLock();
  private transient volatile OAuth2AccessToken accessToken;
  private transient volatile @Nullable OAuth2RefreshToken refreshToken;
  private volatile Instant readAt;

  /**
   * @param session id of its row, without which it has ended
   * @param readAt when the provider told the roles
   */
  ProviderUser(
      SignedIn.Start start, String session, OidcIdToken idToken, Tokens tokens, Instant readAt) {
    super(start.account(), start.tenant(), start.standings());
    this.session = session;
    this.idToken = idToken;
    this.accessToken = tokens.access();
    this.refreshToken = tokens.refresh().orElse(null);
    this.readAt = readAt;
  }

  /** What opens the provider's doors for this person. */
  record Tokens(OAuth2AccessToken access, Optional<OAuth2RefreshToken> refresh) {

    /** Without their values. */
    @Override
    public String toString() {
      return "Tokens[until %s]".formatted(access.getExpiresAt());
    }
  }

  Identity identity() {
    return new Identity(String.valueOf(idToken.getIssuer()), idToken.getSubject());
  }

  String session() {
    return session;
  }

  /** For whoever reads again: one at a time, the others wait and find it done. */
  ReentrantLock reading() {
    return reading;
  }

  boolean readWithin(Duration age) {
    return readAt.plus(age).isAfter(Instant.now());
  }

  boolean readSince(Instant when) {
    return readAt.isAfter(when);
  }

  void read(Instant when) {
    readAt = when;
  }

  Tokens tokens() {
    return new Tokens(accessToken, Optional.ofNullable(refreshToken));
  }

  void keep(Tokens tokens) {
    accessToken = tokens.access();
    tokens.refresh().ifPresent(fresh -> refreshToken = fresh);
  }

  @Override
  public OidcIdToken getIdToken() {
    return idToken;
  }

  @Override
  public @Nullable OidcUserInfo getUserInfo() {
    return null;
  }

  @Override
  public Map<String, Object> getClaims() {
    return idToken.getClaims();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return getClaims();
  }

  @Override
  public String getName() {
    return getUsername();
  }
}
