package dev.rayport.job.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Keeps what looks like a secret out of texts that people copy and screens that others see. */
final class PrintedSecrets {

  private static final Pattern SECRET =
      Pattern.compile(
          "token|secret|passw|pwd|credential|auth(?!or)|_key$|api_?key|access_?key",
          Pattern.CASE_INSENSITIVE);
  private static final String NAMED = "@secret/";

  private PrintedSecrets() {}

  /** The body of {@code POST /jobs} without the values of variables that look like secrets. */
  static Map<String, Object> leftOut(Map<String, Object> body) {
    return replaced(body, name -> "<value of %s>".formatted(name));
  }

  /** The same with nothing in their place, for a draft. */
  static Map<String, Object> emptied(Map<String, Object> body) {
    return replaced(body, name -> "");
  }

  private static Map<String, Object> replaced(
      Map<String, Object> body, UnaryOperator<String> instead) {
    if (!(body.get("runtimeEnv") instanceof Map<?, ?> env)
        || !(env.get("env_vars") instanceof Map<?, ?> variables)) {
      return body;
    }
    Map<Object, Object> masked = new LinkedHashMap<>();
    variables.forEach((name, value) -> masked.put(name, masked(name.toString(), value, instead)));
    Map<Object, Object> shown = new LinkedHashMap<>(env);
    shown.put("env_vars", masked);
    Map<String, Object> copy = new LinkedHashMap<>(body);
    copy.put("runtimeEnv", shown);
    return copy;
  }

  /** Whether a body has a variable that looks like one and has no value. */
  static boolean anyIn(Map<String, Object> body) {
    return BodyPart.env(body).get("env_vars") instanceof Map<?, ?> variables
        && variables.entrySet().stream()
            .anyMatch(pair -> likely(pair.getKey().toString()) && "".equals(pair.getValue()));
  }

  /** Whether a variable of this name holds one. */
  static boolean likely(String name) {
    return SECRET.matcher(name).find();
  }

  private static Object masked(String name, Object value, UnaryOperator<String> instead) {
    return likely(name) && !value.toString().startsWith(NAMED) ? instead.apply(name) : value;
  }
}
