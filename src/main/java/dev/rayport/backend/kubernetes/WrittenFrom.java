package dev.rayport.backend.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rayport.backend.ClusterSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Marks of what a {@code RayCluster} was written from, kept on it: whoever compares it later must
 * know whether the portal still has to write something.
 *
 * @param spec of the spec
 * @param object of what the portal made of it with its settings then
 */
record WrittenFrom(String spec, String object) {

  static final String ANNOTATION = "rayport.dev/written-from";
  private static final int LENGTH = 6;

  /** Fields that a newer portal adds to specs do not change the mark while they say nothing. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_DEFAULT))
          .build();

  /**
   * @param object without numbers of workers where the autoscaler chooses them
   */
  static WrittenFrom of(ClusterSpec spec, Map<String, Object> object) {
    return new WrittenFrom(mark(JSON.writeValueAsString(spec)), mark(YamlText.of(object)));
  }

  /** As an object carries them; empty ones when it does not. */
  static WrittenFrom of(Tree metadata) {
    String[] marks = metadata.at("annotations").text(ANNOTATION).split("-", 2);
    return new WrittenFrom(marks[0], marks.length > 1 ? marks[1] : "");
  }

  String text() {
    return spec + "-" + object;
  }

  private static String mark(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
