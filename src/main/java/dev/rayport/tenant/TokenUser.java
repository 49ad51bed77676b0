package dev.rayport.tenant;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * Who acts through an API token, for the length of one request. A request that follows or waits may
 * outlive its token, so the right to be here is looked up again now and then.
 */
final class TokenUser implements CurrentUser.Holder, AuthenticatedPrincipal {

  private static final long GOOD_FOR_NANOS = Duration.ofSeconds(1).toNanos();
  private final String name;
  private final Scope scope;
  private final Supplier<Optional<CurrentUser>> again;
  private volatile CurrentUser user;
  private volatile long lookedUp = System.nanoTime();

  /**
   * @param again empty once the token opens nothing any more
   */
  TokenUser(CurrentUser user, Scope scope, Supplier<Optional<CurrentUser>> again) {
    this.name = user.name();
    this.user = user;
    this.scope = scope;
    this.again = again;
  }

  /**
   * @throws CredentialsExpiredException when the token was revoked or has expired, or its account
   *     may no longer work in the tenant
   */
  @Override
  public CurrentUser currentUser() {
    if (System.nanoTime() - lookedUp > GOOD_FOR_NANOS) {
      user =
          again
              .get()
              .orElseThrow(() -> new CredentialsExpiredException("The token has ended meanwhile."));
      lookedUp = System.nanoTime();
    }
    return user;
  }

  Scope scope() {
    return scope;
  }

  @Override
  public String getName() {
    return name;
  }
}
