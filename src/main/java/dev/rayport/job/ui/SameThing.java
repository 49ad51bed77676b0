package dev.rayport.job.ui;

import dev.rayport.job.JobId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The form's content as a program would send it. */
enum SameThing {
  CURL("curl"),
  JSON("JSON");

  private static final JsonMapper JSON_TEXT =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final String label;

  SameThing(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /**
   * @param path below {@code /api/v1}, such as {@code jobs}
   * @param body secrets already left out
   */
  String text(String portal, String path, Map<String, Object> body) {
    String json = json(body);
    return this == JSON
        ? json
        : """
        curl -X POST %s/api/v1/%s \\
          -H "Authorization: Bearer $RAYPORT_TOKEN" \\
          -H "Content-Type: application/json" \\
          -H "Idempotency-Key: $(uuidgen)" \\
          --data-binary @- <<'JSON'
        %s
        JSON\
        """
            .formatted(portal, path, json);
  }

  static String json(Object value) {
    return JSON_TEXT.writeValueAsString(value).replace("\r", "");
  }

  /** Where a resubmission of {@code from} goes. */
  static String resubmission(JobId from) {
    return "jobs/%s/resubmit".formatted(from);
  }

  /** Body of a resubmission: only the fields that are not as they were; gone ones are null. */
  static Map<String, Object> changes(Map<String, Object> before, Map<String, Object> now) {
    Map<String, Object> changes = new LinkedHashMap<>();
    TreeSet<String> fields = new TreeSet<>(before.keySet());
    fields.addAll(now.keySet());
    for (String field : fields) {
      if (!Objects.equals(before.get(field), now.get(field))) {
        changes.put(field, now.get(field));
      }
    }
    return Map.of("changes", changes);
  }
}
