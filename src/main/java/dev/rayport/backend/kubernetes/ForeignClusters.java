package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.FoundCluster;
import dev.rayport.backend.ImportedCluster;
import dev.rayport.backend.ImportedCluster.Finding;
import dev.rayport.backend.TakeOver;
import dev.rayport.backend.TakeOver.Rewrite;
import dev.rayport.backend.kubernetes.ClusterDiff.Difference;
import dev.rayport.base.YamlDocument;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code RayCluster}s that others made in tenants' namespaces. */
final class ForeignClusters {

  private final KubernetesProperties properties;
  private final KubeRayDefinition kubeRay;
  private final RayClusterApi api;

  ForeignClusters(KubernetesProperties properties, KubeRayDefinition kubeRay, RayClusterApi api) {
    this.properties = properties;
    this.kubeRay = kubeRay;
    this.api = api;
  }

  /** Those of a namespace that this portal did not make. */
  List<FoundCluster> in(String stage, NamespaceCache namespace) {
    return namespace.clusters().stream()
        .filter(cluster -> !ours(cluster))
        .map(cluster -> found(stage, api.tree(cluster)))
        .toList();
  }

  boolean ours(GenericKubernetesResource cluster) {
    return ClusterLabels.key(properties.instance(), properties, cluster).isPresent();
  }

  /** Whether its head asks for a token that the portal does not have. */
  static boolean asksForToken(Map<String, Object> cluster) {
    return Tree.of(cluster).at("spec.authOptions").text("mode").equals("token");
  }

  private static FoundCluster found(String stage, Map<String, Object> cluster) {
    Tree root = Tree.of(cluster);
    Tree metadata = root.at("metadata");
    int workers =
        root.at("spec").list("workerGroupSpecs").stream()
            .mapToInt(group -> group.whole("replicas").orElse(0L).intValue())
            .sum();
    return new FoundCluster(
        stage,
        metadata.text("name"),
        new FieldOwners(metadata).first().map(FieldOwners.Owner::name).orElse("somebody"),
        ClusterConditions.instant(metadata.text("creationTimestamp")).orElse(Instant.EPOCH),
        root.at("spec").text("rayVersion"),
        workers);
  }

  TakeOver takeOver(ClusterKey key, Map<String, Object> there) {
    ImportedCluster read = RayClusterImport.read(new YamlDocument(there, Map.of()), properties);
    List<String> hindrances = new ArrayList<>();
    for (Tree owner : Tree.of(there).at("metadata").list("ownerReferences")) {
      hindrances.add(
          "It belongs to %s %s, which decides about it."
              .formatted(owner.text("kind"), owner.text("name")));
    }
    if (ClusterLabels.MANAGER.equals(
        Tree.of(there).at("metadata").texts("labels").get(ClusterLabels.MANAGED_BY))) {
      hindrances.add("Another Rayport manages it.");
    }
    if (Tree.of(there).at("spec").truth("suspend")) {
      hindrances.add("It is suspended; resume it where it was made first.");
    }
    for (Finding finding : read.findings()) {
      if (finding.kind() == ImportedCluster.Kind.NOT_ALLOWED) {
        hindrances.add("%s: %s".formatted(finding.path(), finding.why()));
      }
    }
    List<Rewrite> changes = hindrances.isEmpty() ? changes(key, read, there) : List.of();
    return new TakeOver(read.spec().orElseThrow(), hindrances, changes);
  }

  private List<Rewrite> changes(ClusterKey key, ImportedCluster read, Map<String, Object> there) {
    Map<String, Object> wanted =
        new RayClusterManifest(key, read.spec().orElseThrow(), properties, kubeRay.get())
            .cluster(Replicas.running(there), false);
    DriftWords words = new DriftWords(properties.gpuResource());
    Map<String, Rewrite> changes = new LinkedHashMap<>();
    for (Difference difference : ClusterDiff.between(wanted, there)) {
      Place place = difference.place();
      boolean written =
          difference.wanted().isPresent() || place.names().getFirst().equals("workerGroupSpecs");
      if (written) {
        String field = words.field(place);
        changes.putIfAbsent(
            field,
            new Rewrite(
                field,
                difference.found().map(value -> DriftWords.value(place, value)).orElse(""),
                difference.wanted().map(value -> DriftWords.value(place, value)).orElse("")));
      }
    }
    return List.copyOf(changes.values());
  }
}
