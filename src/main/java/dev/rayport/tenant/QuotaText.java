package dev.rayport.tenant;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Quotas as they lie in the database: the names of the API, memory in bytes. */
final class QuotaText {

  private static final String STAGES = "stages";
  private static final JsonMapper JSON = JsonMapper.shared();

  private QuotaText() {}

  static String write(PerStage quotas) {
    ObjectNode all = node(quotas.whole());
    ObjectNode stages = all.putObject(STAGES);
    quotas.stages().forEach((name, amounts) -> stages.set(name, node(amounts)));
    return JSON.writeValueAsString(all);
  }

  static PerStage read(String text) {
    JsonNode all = JSON.readTree(text);
    SortedMap<String, Amounts> stages = new TreeMap<>();
    all.path(STAGES).properties().forEach(one -> stages.put(one.getKey(), amounts(one.getValue())));
    return new PerStage(amounts(all), stages);
  }

  private static ObjectNode node(Amounts amounts) {
    ObjectNode node = JSON.createObjectNode();
    amounts.values().forEach((kind, amount) -> node.put(kind.field(), amount));
    return node;
  }

  private static Amounts amounts(JsonNode node) {
    Map<QuotaKind, Double> values = new EnumMap<>(QuotaKind.class);
    for (QuotaKind kind : QuotaKind.values()) {
      if (node.path(kind.field()).isNumber()) {
        values.put(kind, node.path(kind.field()).asDouble());
      }
    }
    return new Amounts(values);
  }
}
