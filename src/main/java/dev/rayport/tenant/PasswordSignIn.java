package dev.rayport.tenant;

import java.time.Instant;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Sign-in with a local account's name and password; says the same for every mistake. */
@Component
class PasswordSignIn implements AuthenticationProvider, UserDetailsService {

  private static final int LONGEST_NAME = 64;
  private final AccountRepository accounts;
  private final Standings standings;
  private final PasswordEncoder passwords;
  private final SignInThrottle throttle;
  private final AuditTrail audit;
  private final ProviderProperties provider;
  private final String nobodysHash;

  PasswordSignIn(
      AccountRepository accounts,
      Standings standings,
      PasswordEncoder passwords,
      SignInThrottle throttle,
      AuditTrail audit,
      ProviderProperties provider) {
    this.accounts = accounts;
    this.standings = standings;
    this.passwords = passwords;
    this.throttle = throttle;
    this.audit = audit;
    this.provider = provider;
    this.nobodysHash = String.valueOf(passwords.encode("nobody"));
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String name = attempt.getName();
    String address = Caller.address();
    if (throttle.closed(name, address)) {
      throw new LockedException("Too many wrong passwords; wait five minutes.");
    }
    Optional<SignedIn> user =
        provider.passwordsCount()
            ? user(name, String.valueOf(attempt.getCredentials()))
            : Optional.empty();
    if (user.isEmpty()) {
      throttle.mistake(name, address);
      audit.attempt(name, AuditEntry.Outcome.DENIED);
      throw new BadCredentialsException("Name or password is wrong.");
    }
    throttle.success(name, address);
    audit.attempt(name, AuditEntry.Outcome.DONE);
    accounts.signedIn(user.get().accountId(), Instant.now());
    UsernamePasswordAuthenticationToken done =
        UsernamePasswordAuthenticationToken.authenticated(
            user.get(), null, user.get().getAuthorities());
    done.setDetails(attempt.getDetails());
    return done;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    return accounts
        .findByName(name)
        .filter(account -> account.hasPassword() && provider.passwordsCount())
        .flatMap(this::signedIn)
        .orElseThrow(() -> UsernameNotFoundException.fromUsername(name));
  }

  private Optional<SignedIn> user(String name, String password) {
    Optional<Account> account =
        name.length() > LONGEST_NAME
            ? Optional.empty()
            : accounts.findByName(name).filter(Account::hasPassword);
    // The work is the same for an unknown name, so that time does not tell which names exist.
    String hash = account.map(Account::passwordHash).orElse(nobodysHash);
    boolean right = passwords.matches(password, hash);
    return right ? account.flatMap(this::signedIn) : Optional.empty();
  }

  private Optional<SignedIn> signedIn(Account account) {
    Standing standing = standings.read(account);
    return standing.enabled()
        ? standing.firstTenant().map(tenant -> new SignedIn(account, tenant, standings))
        : Optional.empty();
  }
}
