package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.tenant.AccountChange;
import dev.rayport.tenant.AccountList;
import dev.rayport.tenant.AccountQuery;
import dev.rayport.tenant.AccountService;
import dev.rayport.tenant.AccountSummary;
import dev.rayport.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users")
class UsersController {

  private final AccountList list;
  private final AccountService accounts;

  UsersController(AccountList list, AccountService accounts) {
    this.list = list;
    this.accounts = accounts;
  }

  /** Filters of the list. */
  record Filters(@Nullable String q, @Nullable Boolean enabled, @Nullable Boolean administrator) {

    AccountQuery query() {
      return new AccountQuery(
          Optional.ofNullable(q).orElse("").strip(),
          Optional.ofNullable(enabled),
          Optional.ofNullable(administrator));
    }
  }

  record NewUserJson(@Nullable String name, @Nullable String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "NewUserJson[%s]".formatted(name);
    }
  }

  /** What is left out stays. */
  record UserChangeJson(
      @Nullable String password, @Nullable Boolean enabled, @Nullable Boolean administrator) {

    AccountChange change() {
      return new AccountChange(
          Optional.ofNullable(password),
          Optional.ofNullable(enabled),
          Optional.ofNullable(administrator));
    }

    /** Without the password. */
    @Override
    public String toString() {
      return change().toString();
    }
  }

  /**
   * @param issuer the identity provider that signs the person in; null with a password
   */
  record UserJson(
      String id,
      String name,
      boolean enabled,
      boolean administrator,
      @Nullable String issuer,
      List<MemberJson> tenants,
      Instant createdAt,
      @Nullable Instant signedInAt) {

    static UserJson of(AccountSummary account) {
      return new UserJson(
          account.id(),
          account.name(),
          account.enabled(),
          account.administrator(),
          account.issuer().orElse(null),
          account.tenants().stream()
              .map(one -> new MemberJson(one.tenant().value(), one.role()))
              .toList(),
          account.createdAt(),
          account.signedInAt().orElse(null));
    }
  }

  record MemberJson(String name, Role role) {}

  @Operation(
      summary = "Accounts, for leads those of their tenant's members",
      description = "By name unless told; sort takes name and createdAt")
  @GetMapping
  ListAnswer<UserJson> list(@ParameterObject Filters filters, SliceRequest request) {
    return ListAnswer.of(list.slice(filters.query(), request), UserJson::of);
  }

  @Operation(summary = "Makes an account with a password; it is a member of no tenant yet")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  UserJson create(@RequestBody NewUserJson wish) {
    String name = Optional.ofNullable(wish.name()).orElse("");
    accounts.create(name, Optional.ofNullable(wish.password()).orElse(""));
    return UserJson.of(list.get(name));
  }

  @Operation(
      summary = "Resets the password, disables or enables, makes an administrator or takes it back",
      description = "Disabling ends all sessions and tokens of the account at once")
  @PatchMapping("/{name}")
  UserJson change(@PathVariable String name, @RequestBody UserChangeJson wish) {
    if (wish.change().equals(AccountChange.NOTHING)) {
      throw Refusal.invalid("enabled", "Give password, enabled or administrator.");
    }
    accounts.change(name, wish.change());
    return UserJson.of(list.get(name));
  }
}
