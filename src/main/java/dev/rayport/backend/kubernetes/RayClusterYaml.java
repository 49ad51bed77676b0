package dev.rayport.backend.kubernetes;

import dev.rayport.base.YamlReader;
import java.util.Map;

/** {@code RayCluster}s as text: from people, and for their Git. */
final class RayClusterYaml {

  private static final YamlReader.Subject SUBJECT =
      new YamlReader.Subject("yaml", "RayCluster", "apiVersion", true);

  private RayClusterYaml() {}

  /**
   * Reads what a stranger wrote.
   *
   * @throws dev.rayport.base.Refusal when it is no single, plain document, with the line
   */
  static RayClusterImport.Draft read(String text, KubernetesProperties properties) {
    return RayClusterImport.read(YamlReader.read(text, SUBJECT), properties);
  }

  /**
   * Writes a cluster that is there so that it can be applied anywhere: without what the API server
   * or others put in, and without secrets.
   *
   * @param manager whose fields are kept; where it applied nothing, all are
   */
  static String write(Map<String, Object> cluster, String manager) {
    return YamlText.of(RayClusterExport.of(cluster, manager));
  }
}
