package dev.rayport.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Whether somebody whom the provider signed in may still be here, and as what: asked again when
 * they do something. While the provider is silent, what it said last counts.
 */
@Component
@Conditional(OnProvider.class)
class ProviderStanding {

  private static final Logger log = LoggerFactory.getLogger(ProviderStanding.class);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
  private static final long PATIENCE_SECONDS = 15;
  private final ProviderSessions sessions;
  private final ProviderReader reader;
  private final ProviderAccounts accounts;
  private final ClaimMapping mapping;
  private final ProviderProperties properties;
  private volatile Instant silentUntil = Instant.MIN;

  ProviderStanding(
      ProviderSessions sessions,
      ProviderReader reader,
      ProviderAccounts accounts,
      ClaimMapping mapping,
      ProviderProperties properties) {
    this.sessions = sessions;
    this.reader = reader;
    this.accounts = accounts;
    this.mapping = mapping;
    this.properties = properties;
  }

  /** False when the session has ended, here or at the provider. */
  boolean goesOn(ProviderUser user) {
    if (!sessions.isOpen(user.session())) {
      return false;
    }
    return isFresh(user) || readAgain(user);
  }

  /** It answers again. */
  void askAgain() {
    silentUntil = Instant.MIN;
  }

  private boolean isFresh(ProviderUser user) {
    return user.readWithin(properties.readAgainAfter()) || silentUntil.isAfter(Instant.now());
  }

  private boolean readAgain(ProviderUser user) {
    Instant came = Instant.now();
    ReentrantLock one = user.reading();
    try {
      if (!one.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    try {
      return user.readSince(came) || isFresh(user) || ask(user);
    } finally {
      one.unlock();
    }
  }

  private boolean ask(ProviderUser user) {
    Instant asked = Instant.now();
    try {
      Optional<Map<String, Object>> claims =
          reader.claims(user).filter(said -> user.identity().subject().equals(said.get("sub")));
      if (claims.isEmpty()) {
        sessions.end(user.session());
        return false;
      }
      accounts.seen(user.identity(), mapping.read(claims.get()), asked);
      user.read(asked);
    } catch (ProviderSilent silent) {
      silentUntil = Instant.now().plus(LEFT_ALONE);
      log.warn(
          "{} does not answer; people who are signed in keep their roles: {}",
          properties.name(),
          silent.getMessage());
    }
    return true;
  }
}
