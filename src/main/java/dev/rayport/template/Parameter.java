package dev.rayport.template;

import java.util.List;
import java.util.Optional;

/**
 * One field of a template with its policy. Form, API and importer all check with {@link
 * TemplateService#resolve}. Values are Long, Double, String or Boolean; durations and quantities
 * are text.
 *
 * @param name as in {@code values}
 * @param label for people; the name when the template has none
 * @param fixed the value nobody may change; shown locked
 * @param byDefault used when no value is given
 * @param min least value of a {@code range}
 * @param max largest value of a {@code range}
 * @param choices allowed values of a {@code choice}; empty: any
 * @param pattern regular expression a string must match as a whole
 * @param hidden set by the template and only named in the form
 * @param required whether a value must be given when there is no default
 */
public record Parameter(
    String name,
    String label,
    String description,
    Type type,
    Optional<Object> fixed,
    Optional<Object> byDefault,
    Optional<Object> min,
    Optional<Object> max,
    List<Object> choices,
    Optional<String> pattern,
    boolean hidden,
    boolean required) {

  /** How a value is written: durations as ISO 8601, quantities as Kubernetes writes them. */
  public enum Type {
    INTEGER,
    NUMBER,
    STRING,
    BOOLEAN,
    DURATION,
    QUANTITY
  }
}
