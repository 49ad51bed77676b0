package dev.rayport.tenant;

import dev.rayport.base.Refusal;
import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/** Runs code of the portal on behalf of an account, with exactly that account's rights. */
@Service
public class ActingAs {

  private final AccountRepository accounts;
  private final Standings standings;

  ActingAs(AccountRepository accounts, Standings standings) {
    this.accounts = accounts;
    this.standings = standings;
  }

  /** Calls {@code action} as the account of that name in the tenant. */
  @AsSystem("start-up code and tests fill a portal the way its users would")
  public <T> T call(String account, TenantId tenant, Supplier<T> action) {
    Account who =
        accounts.findByName(account).orElseThrow(() -> Refusal.notFound("account", account));
    SignedIn user = new SignedIn(who, tenant, standings);
    SecurityContext before = SecurityContextHolder.getContext();
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
    SecurityContextHolder.setContext(context);
    try {
      return action.get();
    } finally {
      SecurityContextHolder.setContext(before);
    }
  }
}
