package dev.rayport.job;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Specs and values as they lie in the database. */
@Component
class JobJson {

  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  private final JsonMapper mapper;

  JobJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  String write(Map<String, Object> tree) {
    return mapper.writeValueAsString(tree);
  }

  Map<String, Object> read(String json) {
    return mapper.readValue(json, TREE);
  }

  SubmitJob spec(JobRow job) {
    return SubmitJob.of(read(job.spec));
  }
}
