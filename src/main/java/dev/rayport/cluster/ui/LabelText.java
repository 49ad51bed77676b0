package dev.rayport.cluster.ui;

import dev.rayport.base.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Labels as one line: {@code project=vit-l, cost-centre=4711}. */
final class LabelText {

  private LabelText() {}

  /**
   * @throws Refusal naming the part that is no label
   */
  static Map<String, String> parse(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw Refusal.invalid(
            "labels",
            "“%s” is no label; write name=value, with commas between.".formatted(part.strip()));
      }
      labels.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    return labels;
  }

  static String of(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }
}
