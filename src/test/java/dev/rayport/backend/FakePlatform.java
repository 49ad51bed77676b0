package dev.rayport.backend;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Where clusters in memory run: how it is, what others made there, and what can be had. */
abstract class FakePlatform implements ClusterBackend {

  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private Map<PlatformFeature, String> lacking = Map.of();
  private List<String> objects = List.of();
  private Optional<TakeOver> takeOver = Optional.empty();
  private Optional<ImportedCluster> document = Optional.empty();
  private Fit fit = Fit.now();
  private volatile boolean queue = true;
  private List<String> notices = List.of();
  private Optional<Instant> downSince = Optional.empty();
  private Optional<String> refusal = Optional.empty();

  /** From now on clusters do not wait here for each other. */
  public void withoutQueue() {
    queue = false;
  }

  /** What {@link #fit} answers from now on. */
  public synchronized void answerFit(Fit answer) {
    fit = answer;
  }

  /** From now on every call throws {@link BackendSilent}. */
  public synchronized void down(boolean on) {
    downSince = on ? Optional.of(Instant.now()) : Optional.empty();
  }

  /** From now on every new or changed cluster is refused for good. */
  public synchronized void refuse(String reason) {
    refusal = Optional.of(reason);
  }

  /** From now on every cluster is taken again. */
  public synchronized void refuseNothing() {
    refusal = Optional.empty();
  }

  public synchronized void notices(List<String> sentences) {
    notices = sentences;
  }

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

  synchronized void resetPlatform() {
    fit = Fit.now();
    queue = true;
    notices = List.of();
    downSince = Optional.empty();
    refusal = Optional.empty();
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
    checkUp();
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

  @Override
  public boolean hasQueue() {
    return queue;
  }

  @Override
  public synchronized Optional<Silence> silence() {
    return downSince.map(since -> new Silence("The backend does not answer", since));
  }

  @Override
  public synchronized List<String> notices() {
    return notices;
  }

  @Override
  public synchronized Fit fit(ClusterSpec spec) {
    checkUp();
    return fit;
  }

  void checkAllowed() {
    refusal.ifPresent(reason -> {
      throw new ClusterRefused("admission-denied", reason, new IllegalStateException(reason));
    });
  }

  void checkUp() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a call of the backend inside a transaction");
    }
    if (downSince.isPresent()) {
      throw new BackendSilent("The backend does not answer.", downSince);
    }
  }
}
