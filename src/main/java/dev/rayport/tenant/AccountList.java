package dev.rayport.tenant;

import dev.rayport.base.KeysetSlices;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Accounts and where they belong: all of them for administrators, a lead's own members for leads.
 */
@Service
public class AccountList {

  private static final KeysetSlices.Sorting SORTING =
      new KeysetSlices.Sorting(Map.of("name", "name", "createdAt", "createdAt"), "name");
  private final AccountRepository accounts;
  private final MembershipRepository memberships;

  AccountList(AccountRepository accounts, MembershipRepository memberships) {
    this.accounts = accounts;
    this.memberships = memberships;
  }

  /** For programs. */
  @AsLead
  @Transactional(readOnly = true)
  public Slice<AccountSummary> slice(AccountQuery query, SliceRequest request) {
    Slice<Account> found =
        KeysetSlices.find(accounts, matching(query), request, SORTING, account -> account);
    return new Slice<>(summaries(found.items()), found.nextCursor());
  }

  /** One of them, by name. */
  @AsLead
  @Transactional(readOnly = true)
  public AccountSummary get(String name) {
    Specification<Account> named = (account, asked, is) -> is.equal(account.get("name"), name);
    return accounts
        .findOne(matching(AccountQuery.ALL).and(named))
        .map(account -> summaries(List.of(account)).getFirst())
        .orElseThrow(() -> Refusal.notFound("account", name));
  }

  /** For the page. */
  @AsLead
  @Transactional(readOnly = true)
  public List<AccountSummary> list(AccountQuery query, Pageable page) {
    return summaries(accounts.findBy(matching(query), found -> found.page(page)).getContent());
  }

  @AsLead
  @Transactional(readOnly = true)
  public long count(AccountQuery query) {
    return accounts.count(matching(query));
  }

  List<AccountSummary> summaries(List<Account> page) {
    Optional<String> only = onlyTenant();
    Map<String, List<TenantRole>> tenants = new HashMap<>();
    List<String> ids = page.stream().map(Account::id).toList();
    for (Membership membership : memberships.findByAccountIdInOrderByTenantId(ids)) {
      TenantId tenant = membership.tenant();
      if (only.isEmpty() || only.get().equals(tenant.value())) {
        tenants
            .computeIfAbsent(membership.accountId(), id -> new ArrayList<>())
            .add(new TenantRole(tenant, membership.role()));
      }
    }
    return page.stream()
        .map(account -> summary(account, tenants.getOrDefault(account.id(), List.of())))
        .toList();
  }

  private static AccountSummary summary(Account account, List<TenantRole> tenants) {
    return new AccountSummary(
        account.id(),
        account.name(),
        account.administrator(),
        account.enabled(),
        account.issuer(),
        tenants,
        account.createdAt(),
        account.signedInAt());
  }

  private static Specification<Account> matching(AccountQuery query) {
    Optional<String> only = onlyTenant();
    return (account, asked, is) -> {
      List<Predicate> all = new ArrayList<>();
      if (!query.text().isEmpty()) {
        String part = query.text().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1");
        all.add(is.like(account.get("name"), "%" + part + "%", '!'));
      }
      query.enabled().ifPresent(wish -> all.add(is.equal(account.get("enabled"), wish)));
      query
          .administrator()
          .ifPresent(wish -> all.add(is.equal(account.get("administrator"), wish)));
      only.ifPresent(tenant -> {
        var members = asked.subquery(String.class);
        var member = members.from(Membership.class);
        members.select(member.get("accountId")).where(is.equal(member.get("tenantId"), tenant));
        all.add(account.get("id").in(members));
      });
      return is.and(all.toArray(Predicate[]::new));
    };
  }

  /** A lead sees nothing of other tenants. */
  private static Optional<String> onlyTenant() {
    CurrentUser user = CurrentUser.require();
    return user.role() == Role.ADMINISTRATOR
        ? Optional.empty()
        : Optional.of(user.tenant().value());
  }
}
