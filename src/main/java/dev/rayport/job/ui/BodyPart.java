package dev.rayport.job.ui;

import com.vaadin.flow.component.HasValidation;
import java.util.Map;

/**
 * A part of the form for a job: shows its share of the body of {@code POST /jobs} and writes it.
 */
interface BodyPart {

  /** Shows what the body says; what it does not say is shown empty. */
  void show(Map<String, Object> body);

  /** Puts this part's fields; {@code env} is the body's {@code runtimeEnv}. */
  void put(Map<String, Object> body, Map<String, Object> env);

  /** As {@link #put}, for a draft: as it was typed, also what cannot be read. */
  default void putTyped(Map<String, Object> body, Map<String, Object> env) {
    put(body, env);
  }

  /** Fields that can show what is wrong, by the names that refusals use. */
  Map<String, HasValidation> fields();

  /** The {@code runtimeEnv} of a body, empty when there is none. */
  static Map<?, ?> env(Map<String, Object> body) {
    return body.get("runtimeEnv") instanceof Map<?, ?> env ? env : Map.of();
  }

  static String text(Object value) {
    return value == null ? "" : value.toString();
  }
}
