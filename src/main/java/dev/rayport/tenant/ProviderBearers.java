package dev.rayport.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rayport.base.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Service;

/** Programs that come with an access token of the identity provider. */
@Service
public class ProviderBearers {

  private static final Duration AT_LEAST = Duration.ofSeconds(1);
  private static final int TOKENS = 10_000;
  private final Optional<ProviderJwts> tokens;
  private final Optional<ProviderReader> reader;
  private final ClaimMapping mapping;
  private final ProviderAccounts people;
  private final Standings standings;
  private final Cache<String, Optional<Map<String, Object>>> said;

  ProviderBearers(
      @Qualifier("accessTokens") ObjectProvider<ProviderJwts> tokens,
      ObjectProvider<ProviderReader> reader,
      ClaimMapping mapping,
      ProviderAccounts people,
      Standings standings,
      ProviderProperties properties) {
    this.tokens = Optional.ofNullable(tokens.getIfAvailable());
    this.reader = Optional.ofNullable(reader.getIfAvailable());
    this.mapping = mapping;
    this.people = people;
    this.standings = standings;
    this.said =
        Caffeine.newBuilder()
            .expireAfterWrite(
                properties.readAgainAfter().compareTo(AT_LEAST) > 0
                    ? properties.readAgainAfter()
                    : AT_LEAST)
            .maximumSize(TOKENS)
            .build();
  }

  /**
   * Who acts with this token; empty for one that does not count.
   *
   * @param tenant the one that is named; needed by whoever has several
   * @throws Refusal when no tenant, or not this one, is open to them
   */
  @AsAnyone("it finds out who asks")
  public Optional<Authentication> authenticate(String value, Optional<String> tenant) {
    return tokens.flatMap(known -> {
      JwtAuthenticationProvider checked = new JwtAuthenticationProvider(known::decode);
      checked.setJwtAuthenticationConverter(
          token -> new PreAuthenticatedAuthenticationToken(user(token, tenant), "", List.of()));
      try {
        return Optional.ofNullable(checked.authenticate(new BearerTokenAuthenticationToken(value)))
            .map(Authentication::getPrincipal)
            .map(TokenUser.class::cast)
            .map(ProviderBearers::authentication);
      } catch (InvalidBearerTokenException bad) {
        return Optional.empty();
      }
    });
  }

  private static Authentication authentication(TokenUser user) {
    return new PreAuthenticatedAuthenticationToken(
        user,
        "",
        List.of(
            new SimpleGrantedAuthority("ROLE_" + user.currentUser().role()),
            new SimpleGrantedAuthority("SCOPE_" + Scope.WRITE)));
  }

  private TokenUser user(Jwt token, Optional<String> tenant) {
    Identity identity = new Identity(String.valueOf(token.getIssuer()), token.getSubject());
    Account account = account(identity, token);
    Standing standing =
        standings
            .of(account.id())
            .orElseThrow(
                () -> Refusal.forbidden("Your account is disabled; ask an administrator."));
    TenantId chosen = tenant(standing, tenant);
    CurrentUser user = inTenant(account.id(), chosen).orElseThrow();
    return new TokenUser(user, Scope.WRITE, () -> inTenant(account.id(), chosen));
  }

  private Optional<CurrentUser> inTenant(String accountId, TenantId tenant) {
    return standings
        .of(accountId)
        .flatMap(now ->
            now.in(tenant).map(role -> new CurrentUser(accountId, now.name(), tenant, role)));
  }

  private static TenantId tenant(Standing standing, Optional<String> wanted) {
    if (standing.roles().isEmpty()) {
      throw Refusal.forbidden(
          "No tenant of this portal is open to you; ask an administrator for a role in one.");
    }
    if (wanted.isEmpty() && standing.roles().size() > 1) {
      throw new Refusal(
          Refusal.Kind.INVALID,
          "tenant-required",
          "You have several tenants; name one in the header X-Rayport-Tenant: "
              + String.join(", ", standing.roles().keySet()));
    }
    String name = wanted.orElseGet(() -> standing.roles().firstKey());
    if (!standing.roles().containsKey(name)) {
      throw Refusal.notFound("tenant", name);
    }
    return new TenantId(name);
  }

  /** What the provider says at this moment counts, where the token may ask for it. */
  private Account account(Identity identity, Jwt token) {
    Instant asked = Instant.now();
    Optional<Map<String, Object>> now = Optional.empty();
    if (mayAsk(token)) {
      try {
        now = Optional.of(current(token));
      } catch (ProviderSilent silent) {
        // Then what the token itself says counts, and nothing that is newer is undone by it.
      }
    }
    return now.map(claims -> people.seen(identity, mapping.read(claims), asked))
        .orElseGet(() -> people.seen(identity, mapping.read(token.getClaims()), issued(token)));
  }

  private Map<String, Object> current(Jwt token) {
    Optional<Map<String, Object>> known = said.getIfPresent(token.getTokenValue());
    if (known == null) {
      known = reader.orElseThrow().claims(token.getTokenValue());
      said.put(token.getTokenValue(), known);
    }
    return known
        .filter(claims -> token.getSubject().equals(claims.get("sub")))
        .orElseThrow(() -> new InvalidBearerTokenException("Its session has ended"));
  }

  private static boolean mayAsk(Jwt token) {
    return Optional.ofNullable(token.getClaimAsString("scope"))
        .filter(scopes -> Arrays.asList(scopes.split(" ")).contains("openid"))
        .isPresent();
  }

  private static Instant issued(Jwt token) {
    return Optional.ofNullable(token.getIssuedAt()).orElse(Instant.MIN);
  }
}
