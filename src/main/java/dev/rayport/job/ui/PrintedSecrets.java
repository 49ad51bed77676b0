package dev.rayport.job.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Keeps what looks like a secret out of texts that people copy and screens that others see. */
final class PrintedSecrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "token|secret|passw|credential|api_?key|access_?key", Pattern.CASE_INSENSITIVE);
  private static final String NAMED = "@secret/";

  private PrintedSecrets() {}

  /** The body of {@code POST /jobs} without the values of variables that look like secrets. */
  static Map<String, Object> leftOut(Map<String, Object> body) {
    if (!(body.get("runtimeEnv") instanceof Map<?, ?> env)
        || !(env.get("env_vars") instanceof Map<?, ?> variables)) {
      return body;
    }
    Map<Object, Object> masked = new LinkedHashMap<>();
    variables.forEach((name, value) -> masked.put(name, masked(name, value)));
    Map<Object, Object> shown = new LinkedHashMap<>(env);
    shown.put("env_vars", masked);
    Map<String, Object> copy = new LinkedHashMap<>(body);
    copy.put("runtimeEnv", shown);
    return copy;
  }

  /** Whether a variable of this name holds one. */
  static boolean likely(String name) {
    return SECRET.matcher(name).find();
  }

  private static Object masked(Object name, Object value) {
    return likely(name.toString()) && !value.toString().startsWith(NAMED)
        ? "<value of %s>".formatted(name)
        : value;
  }
}
