package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Div;
import dev.rayport.backend.ClusterBackend.Silence;
import dev.rayport.base.ui.Words;
import java.util.Optional;

/** That what is shown is not of now, while the place where clusters run does not answer. */
class SilenceNote extends Div {

  SilenceNote() {
    addClassName("silence");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  void show(Optional<Silence> silence) {
    removeAll();
    silence.map(SilenceNote::text).map(Notice::new).ifPresent(this::add);
    setVisible(silence.isPresent());
  }

  static String text(Silence silence) {
    return "%s. What you see is as of %s; it goes on by itself when there is an answer."
        .formatted(silence.sentence(), Words.time(silence.since()));
  }
}
