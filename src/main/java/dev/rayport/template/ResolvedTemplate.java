package dev.rayport.template;

import dev.rayport.backend.ClusterSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A template version with values put in: what a cluster is made from and keeps.
 *
 * @param name template name
 * @param version exact version, from 1
 * @param values every parameter's value after defaults, by name; hidden ones included
 * @param origins what of the spec came from which field of the request, such as {@code image} from
 *     {@code values.image}
 * @param idle stop when no job or driver was active for this long
 * @param ttl stop at the latest this long after the start
 */
public record ResolvedTemplate(
    String name,
    int version,
    Stage stage,
    ClusterSpec spec,
    Map<String, Object> values,
    Map<String, String> origins,
    Optional<Duration> idle,
    Optional<Duration> ttl) {

  /** Where whoever asked for it wrote what became this field of the spec. */
  public String origin(String field) {
    return origins.getOrDefault(field, field);
  }

  /** As people write it: {@code cpu-small@3}. */
  public String reference() {
    return name + "@" + version;
  }
}
