package dev.rayport.cluster;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.StartStep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How specs, values and steps are stored. */
@Component
class ClusterJson {

  private final JsonMapper mapper =
      JsonMapper.builder()
          // Specs stored earlier lack what specs of today can say.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  ClusterSpec spec(String json) {
    return mapper.readValue(json, ClusterSpec.class);
  }

  Map<String, Object> values(String json) {
    return mapper.readValue(json, new TypeReference<Map<String, Object>>() {});
  }

  Map<String, String> labels(String json) {
    return mapper.readValue(json, new TypeReference<Map<String, String>>() {});
  }

  /** None is stored as nothing. */
  List<Drift.Change> drift(@Nullable String json) {
    return json == null
        ? List.of()
        : mapper.readValue(json, new TypeReference<List<Drift.Change>>() {});
  }

  List<StartStep> steps(String json) {
    return mapper.readValue(json, new TypeReference<List<StartStep>>() {});
  }

  <T> T read(String json, Class<T> type) {
    return mapper.readValue(json, type);
  }
}
