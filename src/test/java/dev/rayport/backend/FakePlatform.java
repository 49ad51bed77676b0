package dev.rayport.backend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What others made where clusters in memory run, and what can be had there. */
abstract class FakePlatform implements ClusterBackend {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private Map<PlatformFeature, String> lacking = Map.of();
  private List<String> objects = List.of();
  private Optional<TakeOver> takeOver = Optional.empty();
  private Optional<ImportedCluster> document = Optional.empty();

  /** What {@link #lacks} answers from now on. */
  public synchronized void lacking(Map<PlatformFeature, String> reasons) {
    lacking = Map.copyOf(reasons);
  }

  /** Others made these for training, and no others. */
  public synchronized void others(List<String> names, TakeOver asManaged) {
    objects = List.copyOf(names);
    takeOver = Optional.of(asManaged);
  }

  /** What any document describes from now on. */
  public synchronized void documents(ImportedCluster each) {
    document = Optional.of(each);
  }

  synchronized void forgetOthers() {
    lacking = Map.of();
    objects = List.of();
    takeOver = Optional.empty();
    document = Optional.empty();
  }

  /** One that others made and run, without an API for the portal. */
  synchronized Optional<ClusterObservation> ofOthers(ClusterKey key) {
    return objects.contains(key.object())
        ? Optional.of(
            new ClusterObservation(
                ClusterObservation.Phase.READY, "", "", List.of(), List.of(), Optional.empty()))
        : Optional.empty();
  }

  @Override
  public synchronized Optional<String> lacks(PlatformFeature feature) {
    return Optional.ofNullable(lacking.get(feature));
  }

  @Override
  public boolean hasObjects() {
    return true;
  }

  @Override
  public synchronized List<FoundCluster> found(String tenant, List<String> stages) {
    return objects.stream()
        .map(name -> new FoundCluster("training", name, "argocd-controller", T0, "2.58.0", 1))
        .toList();
  }

  @Override
  public synchronized Optional<TakeOver> takeOver(ClusterKey key) {
    return takeOver.filter(known -> objects.contains(key.object()));
  }

  @Override
  public synchronized Optional<ImportedCluster> read(String text) {
    return document;
  }
}
