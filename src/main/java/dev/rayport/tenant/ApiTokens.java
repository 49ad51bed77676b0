package dev.rayport.tenant;

import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A user's own API tokens, and what a request with one may do. */
@Service
public class ApiTokens {

  private static final String PREFIX = "rp_";
  private static final int RANDOM_BYTES = 20;
  private static final int LONGEST_NAME = 64;
  private static final KeysetSlices.Sorting SORTING =
      new KeysetSlices.Sorting(Map.of("createdAt", "createdAt", "name", "name"), "-createdAt");
  private final SecureRandom random = new SecureRandom();
  private final ApiTokenRepository tokens;
  private final Standings standings;
  private final AuditLog audit;
  private final TenantProperties properties;

  ApiTokens(
      ApiTokenRepository tokens, Standings standings, AuditLog audit, TenantProperties properties) {
    this.tokens = tokens;
    this.standings = standings;
    this.audit = audit;
    this.properties = properties;
  }

  /** Makes a token; its value is not kept and cannot be asked for again. */
  @AsViewer
  @Transactional
  public IssuedToken issue(NewToken wish) {
    CurrentUser owner = owner(wish);
    check(wish);
    IssuedToken issued = issue(wish, owner);
    audit.record("token.create", issued.token().id(), wish.name());
    return issued;
  }

  @AsViewer
  @Transactional(readOnly = true)
  public Slice<TokenSummary> slice(SliceRequest request) {
    CurrentUser user = CurrentUser.require();
    Specification<ApiToken> own =
        (token, query, is) ->
            is.and(
                is.equal(token.get("accountId"), user.accountId()),
                is.equal(token.get("tenantId"), user.tenant().value()));
    return KeysetSlices.find(tokens, own, request, SORTING, ApiToken::summary);
  }

  /** From now on the token opens nothing. */
  @AsViewer
  @Transactional
  public void revoke(String id) {
    CurrentUser user = CurrentUser.require();
    ApiToken token =
        tokens
            .findByIdAndAccountIdAndTenantId(id, user.accountId(), user.tenant().value())
            .orElseThrow(() -> Refusal.notFound("token", id));
    tokens.delete(token);
    audit.record("token.revoke", id, "");
  }

  /** Who acts with this token; empty for one that is unknown, revoked or expired. */
  @AsAnyone("it finds out who asks")
  public Optional<Authentication> authenticate(String value) {
    Instant now = Clock.systemUTC().instant();
    return isOurs(value)
        ? tokens
            .findByHash(hash(value))
            .filter(token -> !token.expired(now))
            .flatMap(token -> authentication(token, now))
        : Optional.empty();
  }

  /** Whether it looks like one that was made here; others may be an identity provider's. */
  @AsAnyone("it tells nothing of the token")
  public static boolean isOurs(String value) {
    return value.startsWith(PREFIX);
  }

  IssuedToken issue(NewToken wish, CurrentUser owner) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String value = PREFIX + HexFormat.of().formatHex(bytes);
    Instant now = Clock.systemUTC().instant();
    Duration lifetime = wish.lifetime().orElse(properties.tokenLifetime());
    ApiToken token = new ApiToken(owner, hash(value), wish, now, now.plus(lifetime));
    return new IssuedToken(tokens.save(token).summary(), value);
  }

  private Optional<Authentication> authentication(ApiToken token, Instant now) {
    return user(token)
        .map(user -> {
          if (token.useIsNews(now)) {
            tokens.used(token.id(), now);
          }
          return new PreAuthenticatedAuthenticationToken(
              new TokenUser(user, token.scope(), () -> stillThere(token.id())),
              "",
              List.of(
                  new SimpleGrantedAuthority("ROLE_" + user.role()),
                  new SimpleGrantedAuthority("SCOPE_" + token.scope())));
        });
  }

  private Optional<CurrentUser> user(ApiToken token) {
    return standings
        .of(token.accountId())
        .flatMap(account ->
            account
                .in(token.tenant())
                .map(role ->
                    new CurrentUser(
                        token.accountId(),
                        account.name(),
                        token.tenant(),
                        token.scope().limit(role))));
  }

  private Optional<CurrentUser> stillThere(String id) {
    Instant now = Clock.systemUTC().instant();
    return tokens.findById(id).filter(token -> !token.expired(now)).flatMap(this::user);
  }

  /** A token's holder cannot make one that goes further than the token itself. */
  private CurrentUser owner(NewToken wish) {
    CurrentUser user = CurrentUser.require();
    TenantId tenant = wish.tenant().orElse(user.tenant());
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null
        && authentication.getPrincipal() instanceof TokenUser by
        && (by.scope() == Scope.READ || !tenant.equals(user.tenant()))) {
      throw Refusal.forbidden(
          "A token cannot make one that may do more than itself; use your name and password.");
    }
    Role role =
        standings
            .of(user.accountId())
            .flatMap(standing -> standing.in(tenant))
            .orElseThrow(() -> Refusal.notFound("tenant", tenant.value()));
    return new CurrentUser(user.accountId(), user.name(), tenant, role);
  }

  private void check(NewToken wish) {
    if (wish.name().isBlank() || wish.name().length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "name", "Name the token, such as laptop or ci; at most " + LONGEST_NAME + " characters.");
    }
    Duration lifetime = wish.lifetime().orElse(properties.tokenLifetime());
    if (!lifetime.isPositive() || lifetime.compareTo(properties.tokenLifetime()) > 0) {
      throw Refusal.invalid(
          "expires",
          "A token lives at most %d days and ends in the future."
              .formatted(properties.tokenLifetime().toDays()));
    }
  }

  private static String hash(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
