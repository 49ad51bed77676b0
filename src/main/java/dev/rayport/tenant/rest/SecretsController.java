package dev.rayport.tenant.rest;

import dev.rayport.base.rest.ListAnswer;
import dev.rayport.tenant.SecretSummary;
import dev.rayport.tenant.SecretSummary.Scope;
import dev.rayport.tenant.Secrets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Named secrets over HTTP; no answer holds a value. */
@RestController
@RequestMapping("/api/v1/secrets")
class SecretsController {

  private final Secrets secrets;

  SecretsController(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param scope {@code USER}, the default, or {@code TENANT}
   */
  record SecretJson(@Nullable String value, @Nullable Scope scope) {

    /** Without the value. */
    @Override
    public String toString() {
      return "SecretJson[%s]".formatted(scope);
    }
  }

  @GetMapping
  ListAnswer<SecretSummary> list() {
    return new ListAnswer<>(secrets.list(), null);
  }

  @PutMapping("/{name}")
  SecretSummary put(@PathVariable String name, @RequestBody SecretJson body) {
    return secrets.put(
        name,
        Optional.ofNullable(body.scope()).orElse(Scope.USER),
        Optional.ofNullable(body.value()).orElse(""));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String name, @RequestParam Optional<Scope> scope) {
    secrets.delete(name, scope.orElse(Scope.USER));
  }
}
