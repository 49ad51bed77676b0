package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds what others changed of clusters, and puts it back when somebody asks for that. */
final class Drifts {

  private final KubernetesProperties properties;
  private final KubeRayDefinition kubeRay;
  private final RayClusterApi api;
  private final Map<ObjectNames, Answer> answers = new ConcurrentHashMap<>();

  /** What was asked about, and which generation of the object. */
  private record Question(long generation, ClusterSpec spec, boolean suspended) {}

  private record Answer(Question question, Optional<Drift> drift) {}

  Drifts(KubernetesProperties properties, KubeRayDefinition kubeRay, RayClusterApi api) {
    this.properties = properties;
    this.kubeRay = kubeRay;
    this.api = api;
  }

  /**
   * @param suspended whether it is to rest
   * @return empty while the portal itself has something to write
   */
  Optional<Drift> of(
      ClusterKey key, ClusterSpec spec, boolean suspended, GenericKubernetesResource cluster) {
    ObjectNames names = ObjectNames.of(properties.namespacePrefix(), key);
    Question question = new Question(cluster.getMetadata().getGeneration(), spec, suspended);
    Answer known = answers.get(names);
    if (known == null || !known.question().equals(question)) {
      known = new Answer(question, look(key, spec, suspended, api.tree(cluster)));
      answers.put(names, known);
    }
    return known.drift();
  }

  private Optional<Drift> look(
      ClusterKey key, ClusterSpec spec, boolean suspended, Map<String, Object> cluster) {
    WrittenFrom written = WrittenFrom.of(Tree.of(cluster).at("metadata"));
    WrittenFrom now = manifest(key, spec).writtenFrom();
    boolean marked = !written.spec().isEmpty();
    if (marked && !written.spec().equals(now.spec())) {
      return Optional.empty();
    }
    boolean asWritten = !marked || written.object().equals(now.object());
    return Optional.of(
        new ClusterDrift(
                spec,
                other -> manifest(key, other).cluster(Replicas.LEFT_OUT, suspended),
                asWritten,
                properties)
            .of(cluster));
  }

  private RayClusterManifest manifest(ClusterKey key, ClusterSpec spec) {
    return new RayClusterManifest(key, spec, properties, kubeRay.get());
  }

  /** Takes away what others added; what they changed is written over by the next apply. */
  void removeAdded(ClusterKey key, ClusterSpec spec) {
    ObjectNames names = ObjectNames.of(properties.namespacePrefix(), key);
    Optional<GenericKubernetesResource> there = api.clusterNow(names);
    if (there.isPresent()) {
      List<Place> added =
          ClusterDrift.added(
              manifest(key, spec).cluster(Replicas.LEFT_OUT, false), api.tree(there.get()));
      if (!added.isEmpty()) {
        api.remove(names, added, there.get().getMetadata().getResourceVersion());
      }
    }
    answers.remove(names);
  }

  void forget(ObjectNames names) {
    answers.remove(names);
  }
}
