package dev.rayport.cluster;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend;
import dev.rayport.backend.ClusterKey;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.Refusal;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.Stage;
import dev.rayport.tenant.AsViewer;
import dev.rayport.tenant.CurrentUser;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Clusters in the words of the platform they run on, where it has such words. */
@Service
public class ClusterManifests {

  private static final String NOT_YET = "not-created-yet";

  private final ClusterBackend backend;
  private final ClusterFinder finder;
  private final ClusterStore store;
  private final ClusterCreation creation;

  ClusterManifests(
      ClusterBackend backend, ClusterFinder finder, ClusterStore store, ClusterCreation creation) {
    this.backend = backend;
    this.finder = finder;
    this.store = store;
    this.creation = creation;
  }

  /**
   * What a wish would be made into, as YAML; empty where there are no such documents.
   *
   * @throws Refusal as {@link ClusterService#create(CreateCluster)} does
   */
  @AsViewer
  public Optional<String> preview(CreateCluster wish) {
    ResolvedTemplate resolved = creation.check(wish);
    return foreseen(backend.manifest(key(wish.name(), resolved.stage()), resolved.spec()));
  }

  /**
   * What a cluster would be made into, as YAML; empty where there are no such documents.
   *
   * @throws Refusal with what of the spec may not be
   */
  @AsViewer
  public Optional<String> preview(String name, Stage stage, ClusterSpec spec) {
    return foreseen(backend.manifest(key(name, stage), spec));
  }

  /** The mark at the end of its names is made from its id, which it gets when it is created. */
  private static Optional<String> foreseen(Optional<String> yaml) {
    return yaml.map(
        text -> "# The mark at the end of its names is another once it is created.\n" + text);
  }

  private static ClusterKey key(String name, Stage stage) {
    return new ClusterKey(NOT_YET, CurrentUser.require().tenant().value(), stage.word(), name);
  }

  /**
   * What a cluster is asked to be, as YAML; empty where there are no such documents, and for
   * registered ones.
   *
   * @throws Refusal NOT_FOUND
   */
  @AsViewer
  public Optional<String> wanted(ClusterId id) {
    ClusterEntity cluster = finder.require(id.value());
    return cluster.registered
        ? Optional.empty()
        : backend.manifest(cluster.key(), store.spec(cluster));
  }

  /**
   * What a cluster is on its platform now, as YAML for Git; empty where there is none.
   *
   * @throws Refusal NOT_FOUND
   * @throws BackendException when the platform does not answer
   */
  @AsViewer
  public Optional<String> live(ClusterId id) {
    ClusterEntity cluster = finder.require(id.value());
    return cluster.registered && !cluster.readOnly()
        ? Optional.empty()
        : backend.export(cluster.key());
  }
}
