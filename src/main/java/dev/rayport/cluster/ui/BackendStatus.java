package dev.rayport.cluster.ui;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterBackend.Silence;
import dev.rayport.base.Change;
import dev.rayport.base.ui.StatusItem;
import dev.rayport.cluster.ClusterService;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where clusters run, in the status bar. */
@Component
class BackendStatus implements StatusItem {

  private final ClusterService clusters;
  private final BackendNotices notices;

  BackendStatus(ClusterService clusters, BackendNotices notices) {
    this.clusters = clusters;
    this.notices = notices;
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public Optional<Fact> fact() {
    Optional<Silence> silence = clusters.backendSilence();
    if (silence.isPresent()) {
      return Optional.of(
          new Fact(
              "server-off",
              silence.get().sentence(),
              Optional.empty(),
              SilenceNote.text(silence.get())));
    }
    try {
      return Optional.of(
          new Fact(
              "server",
              clusters.backendDescription(),
              Optional.empty(),
              String.join(" ", notices.forMe())));
    } catch (BackendException silent) {
      return Optional.of(new Fact("server-off", "Backend does not answer", Optional.empty()));
    }
  }

  @Override
  public boolean concerns(Change change) {
    return change.kind().equals("cluster");
  }
}
