package dev.rayport.tenant.rest;

import dev.rayport.base.Refusal;
import dev.rayport.base.SliceRequest;
import dev.rayport.base.rest.ListAnswer;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.IssuedToken;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TenantId;
import dev.rayport.tenant.TokenSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
class TokensController {

  private static final String READ = "read";
  private static final String WRITE = "write";
  private final ApiTokens tokens;

  TokensController(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * @param scopes {@code read} or {@code write}, which includes it and is the default
   * @param expires a time, or a duration from now
   */
  record NewTokenJson(
      @Nullable String name,
      @Nullable List<String> scopes,
      @Nullable String expires,
      @Nullable String tenant) {}

  /**
   * @param token the value; only in the answer that makes it
   */
  record TokenJson(
      String id,
      String name,
      String tenant,
      List<String> scopes,
      Instant createdAt,
      Instant expires,
      @Nullable Instant lastUsedAt,
      @Nullable String token) {

    /** Without the values that may be secrets. */
    @Override
    public String toString() {
      return "TokenJson[%s, %s]".formatted(id, name);
    }
  }

  @GetMapping
  ListAnswer<TokenJson> list(SliceRequest request) {
    return ListAnswer.of(tokens.slice(request), token -> json(token, null));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TokenJson create(@RequestBody NewTokenJson wish) {
    IssuedToken issued =
        tokens.issue(
            new NewToken(
                Optional.ofNullable(wish.name()).orElse(""),
                scope(Optional.ofNullable(wish.scopes()).orElse(List.of(WRITE))),
                Optional.ofNullable(wish.expires()).map(TokensController::lifetime),
                Optional.ofNullable(wish.tenant()).map(TokensController::tenant)));
    return json(issued.token(), issued.value());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String id) {
    tokens.revoke(id);
  }

  private static TokenJson json(TokenSummary token, @Nullable String value) {
    return new TokenJson(
        token.id(),
        token.name(),
        token.tenant().value(),
        token.scope() == Scope.READ ? List.of(READ) : List.of(READ, WRITE),
        token.createdAt(),
        token.expiresAt(),
        token.lastUsedAt().orElse(null),
        value);
  }

  private static Scope scope(List<String> scopes) {
    if (scopes.isEmpty() || !List.of(READ, WRITE).containsAll(scopes)) {
      throw Refusal.invalid("scopes", "scopes must hold read, write or both.");
    }
    return scopes.contains(WRITE) ? Scope.WRITE : Scope.READ;
  }

  private static Duration lifetime(String text) {
    try {
      return text.startsWith("P")
          ? Duration.parse(text)
          : Duration.between(Instant.now(), Instant.parse(text));
    } catch (DateTimeParseException | ArithmeticException e) {
      throw Refusal.invalid(
          "expires",
          "expires must be a duration such as P30D or a time such as 2026-12-31T00:00:00Z.");
    }
  }

  private static TenantId tenant(String name) {
    try {
      return new TenantId(name);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("tenant", String.valueOf(e.getMessage()));
    }
  }
}
