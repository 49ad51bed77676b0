package dev.rayport.admin.ui;

import dev.rayport.admin.Notices;
import dev.rayport.base.ui.ReasonSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What owners were asked about their clusters, beside these in lists. */
@Component
class QuestionReasons implements ReasonSource {

  private final Notices notices;

  QuestionReasons(Notices notices) {
    this.notices = notices;
  }

  @Override
  public String objectKind() {
    return "cluster";
  }

  @Override
  public Map<String, String> reasons(Collection<String> objectIds) {
    Map<String, String> said = new HashMap<>();
    notices
        .questions(objectIds)
        .forEach((cluster, notice) ->
            said.put(cluster, "%s asks: %s".formatted(notice.actor(), notice.words())));
    return said;
  }
}
