package dev.rayport.tenant;

import dev.rayport.base.ResourceName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Reads tenants and roles out of claims by the rules of the configuration. */
@Component
class ClaimMapping {

  private static final List<Role> GIVEN = List.of(Role.VIEWER, Role.RESEARCHER, Role.LEAD);
  private final ProviderProperties properties;
  private final List<Pattern> rules;

  ClaimMapping(ProviderProperties properties) {
    this.properties = properties;
    this.rules = properties.roles().stream().map(Pattern::compile).toList();
  }

  /** A claim that is missing or of another shape gives nothing. */
  ProviderClaims read(Map<String, Object> claims) {
    List<String> values = texts(at(claims, properties.rolesClaim()));
    Map<String, Role> roles = new TreeMap<>();
    for (String value : values) {
      for (Pattern rule : rules) {
        Matcher matcher = rule.matcher(value);
        if (matcher.matches()) {
          add(roles, matcher.group("tenant"), matcher.group("role"));
        }
      }
    }
    String name =
        at(claims, properties.nameClaim())
            .map(Object::toString)
            .orElse(String.valueOf(claims.get("sub")));
    return new ProviderClaims(
        name, roles, values.stream().anyMatch(properties.administrators()::contains));
  }

  private static void add(Map<String, Role> roles, String tenant, String word) {
    if (ResourceName.problemWith(tenant).isEmpty()) {
      GIVEN.stream()
          .filter(role -> role.name().equals(word.toUpperCase(Locale.ROOT)))
          .forEach(
              role -> roles.merge(tenant, role, (one, other) -> one.atLeast(other) ? one : other));
    }
  }

  private static Optional<Object> at(Map<String, Object> claims, String path) {
    if (claims.get(path) instanceof Object whole) {
      return Optional.of(whole);
    }
    int dot = path.indexOf('.');
    if (dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
      @SuppressWarnings("unchecked")
      Map<String, Object> next = (Map<String, Object>) inner;
      return at(next, path.substring(dot + 1));
    }
    return Optional.empty();
  }

  private static List<String> texts(Optional<Object> claim) {
    return switch (claim.orElse("")) {
      case Collection<?> many -> many.stream().map(String::valueOf).toList();
      case String one -> List.of(one.split(" "));
      default -> List.of();
    };
  }
}
