package dev.rayport.template;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a user chose for a template.
 *
 * @param values of its parameters, and {@code workerGroups} where the policy allows
 * @param idle instead of the template's {@code stopWhen.idle}
 * @param ttl instead of the template's {@code stopWhen.ttl}
 */
public record ResolveRequest(
    Map<String, Object> values, Optional<Duration> idle, Optional<Duration> ttl) {

  public static ResolveRequest of(Map<String, Object> values) {
    return new ResolveRequest(values, Optional.empty(), Optional.empty());
  }
}
