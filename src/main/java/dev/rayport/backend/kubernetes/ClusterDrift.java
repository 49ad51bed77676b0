package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.Drift;
import dev.rayport.backend.kubernetes.ClusterDiff.Difference;
import dev.rayport.backend.kubernetes.FieldOwners.Owner;
import dev.rayport.base.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What others changed of a {@code RayCluster}. A field that differs though nobody but the portal
 * wrote it is no drift.
 *
 * @param applied the object of a spec, as it is applied, but without numbers of workers where the
 *     autoscaler chooses them
 * @param asWritten whether {@code applied} makes what was written then; the portal's settings, or
 *     the portal itself, may have become others
 */
record ClusterDrift(
    ClusterSpec spec,
    Function<ClusterSpec, Map<String, Object>> applied,
    boolean asWritten,
    KubernetesProperties properties) {

  private static final String SOMEBODY = "somebody";

  /**
   * @param there as the API server has it
   */
  Drift of(Map<String, Object> there) {
    FieldOwners owners = new FieldOwners(Tree.of(there).at("metadata"));
    Map<String, Object> wanted = applied.apply(spec);
    List<Difference> foreign =
        ClusterDiff.between(wanted, there).stream()
            .filter(difference -> culprit(difference, owners).isPresent())
            .toList();
    if (foreign.isEmpty()) {
      return new Drift(List.of(), spec);
    }
    ClusterSpec adopted = adopted(wanted, there);
    Set<String> left =
        ClusterDiff.between(applied.apply(adopted), there).stream()
            .map(difference -> difference.place().toString())
            .collect(Collectors.toSet());
    Map<String, Drift.Change> changes = new LinkedHashMap<>();
    for (Difference difference : foreign) {
      boolean rests = difference.place().names().equals(List.of("suspend"));
      boolean adoptable = rests || !left.contains(difference.place().toString());
      if (asWritten || adoptable) {
        Drift.Change change =
            change(difference, culprit(difference, owners).orElseThrow(), adoptable);
        changes.merge(change.field(), change, ClusterDrift::both);
      }
    }
    return new Drift(new ArrayList<>(changes.values()), adopted);
  }

  /** Fields that were there only by others' hands, deepest and last first. */
  static List<Place> added(Map<String, Object> wanted, Map<String, Object> there) {
    return ClusterDiff.between(wanted, there).stream()
        .filter(difference -> difference.wanted().isEmpty() && difference.found().isPresent())
        .map(Difference::place)
        .filter(place -> !place.names().getFirst().equals("workerGroupSpecs"))
        .toList()
        .reversed();
  }

  private Drift.Change change(Difference difference, Owner culprit, boolean adoptable) {
    Place place = difference.place();
    String field = new DriftWords(properties.gpuResource()).field(place);
    Function<Object, String> words = value -> DriftWords.value(place, value);
    return new Drift.Change(
        field,
        difference.wanted().map(words).orElse(""),
        difference.found().map(words).orElse(""),
        culprit.name(),
        culprit.at(),
        adoptable);
  }

  private static Drift.Change both(Drift.Change one, Drift.Change other) {
    return new Drift.Change(
        one.field(),
        one.wanted(),
        one.found(),
        one.manager(),
        one.at(),
        one.adoptable() && other.adoptable());
  }

  /** Empty: nobody but the portal and the API server. */
  private Optional<Owner> culprit(Difference difference, FieldOwners owners) {
    List<Owner> all = owners.of(difference.place());
    if (!all.isEmpty() || difference.found().isPresent() && difference.wanted().isEmpty()) {
      return all.stream()
          .filter(owner -> !owner.name().equals(RayClusterApi.MANAGER))
          .reduce((before, last) -> last);
    }
    return !asWritten
        ? Optional.empty()
        : Optional.of(
            owners
                .lastBesides(RayClusterApi.MANAGER)
                .orElse(new Owner(SOMEBODY, Optional.empty(), Tree.of(Map.of()))));
  }

  private ClusterSpec adopted(Map<String, Object> wanted, Map<String, Object> there) {
    Optional<ClusterSpec> was = read(wanted);
    Optional<ClusterSpec> is = read(there);
    if (was.isEmpty() || is.isEmpty()) {
      return spec;
    }
    ClusterSpec adopted = new SpecAdoption(spec, was.get(), is.get()).adopted();
    return SpecProblems.of(adopted, properties).isEmpty() ? adopted : spec;
  }

  private Optional<ClusterSpec> read(Map<String, Object> cluster) {
    return RayClusterImport.read(new YamlDocument(cluster, Map.of()), properties).spec();
  }
}
