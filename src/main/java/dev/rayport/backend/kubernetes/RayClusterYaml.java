package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.ImportedCluster.Kind;
import dev.rayport.base.YamlDocument;
import dev.rayport.base.YamlReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code RayCluster}s as text: from people, and for their Git. */
final class RayClusterYaml {

  private static final YamlReader.Subject SUBJECT =
      new YamlReader.Subject("yaml", "RayCluster", "apiVersion", true);

  private RayClusterYaml() {}

  /**
   * Reads what a stranger wrote: the first document with a cluster. Of the others is told that they
   * do not come along.
   *
   * @throws dev.rayport.base.Refusal when they are no plain documents, with the line
   */
  static ImportedCluster read(String text, KubernetesProperties properties) {
    List<YamlDocument> all = YamlReader.all(text, SUBJECT);
    YamlDocument cluster =
        all.stream().filter(RayClusterYaml::holdsCluster).findFirst().orElse(all.getFirst());
    ImportedCluster read = RayClusterImport.read(cluster, properties);
    List<Finding> findings = new ArrayList<>(read.findings());
    all.stream().filter(other -> other != cluster).forEach(other -> findings.add(left(other)));
    findings.sort(Comparator.comparingInt(Finding::line));
    return new ImportedCluster(read.name(), read.spec(), findings);
  }

  private static boolean holdsCluster(YamlDocument document) {
    Tree root = Tree.of(document.root());
    return RayClusterImport.KINDS.containsKey(root.text("kind"))
        && root.text("apiVersion").startsWith("ray.io/");
  }

  private static Finding left(YamlDocument other) {
    Tree root = Tree.of(other.root());
    String kind = Cause.plain(root.text("kind"));
    String why =
        holdsCluster(other)
            ? "One cluster is imported at a time; import this %s by itself.".formatted(kind)
            : "This %s is no part of a cluster; whoever runs the namespace makes it there."
                .formatted(kind.isEmpty() ? "document" : kind);
    int line = other.lines().getOrDefault("kind", other.lines().getOrDefault("", 1));
    return new Finding(Kind.NOT_CARRIED, "kind", line, why);
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
