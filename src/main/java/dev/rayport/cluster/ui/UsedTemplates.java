package dev.rayport.cluster.ui;

import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterService;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import dev.rayport.tenant.CurrentUser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Which templates the current user started clusters from, the last one first. */
@Component
class UsedTemplates {

  private static final int LOOKED_AT = 50;
  private static final int MOST = 3;

  private final ClusterService clusters;
  private final TemplateService templates;

  UsedTemplates(ClusterService clusters, TemplateService templates) {
    this.clusters = clusters;
    this.templates = templates;
  }

  /** Their newest versions, at most three. */
  List<TemplateVersion> lately() {
    ClusterQuery mine =
        new ClusterQuery(
            Set.of(),
            Optional.empty(),
            Optional.of(CurrentUser.require().name()),
            Optional.empty(),
            "",
            Optional.empty(),
            Optional.empty());
    PageRequest newest =
        PageRequest.of(0, LOOKED_AT, Sort.by(Sort.Direction.DESC, ClusterRows.CREATED));
    return clusters.list(mine, newest).stream()
        .filter(cluster -> cluster.template().contains("@"))
        .map(ClusterSummary::template)
        .map(reference -> reference.split("@", 2)[0])
        .distinct()
        .flatMap(this::find)
        .limit(MOST)
        .toList();
  }

  private Stream<TemplateVersion> find(String name) {
    try {
      return Stream.of(templates.get(name)).filter(found -> found.deprecated().isEmpty());
    } catch (Refusal gone) {
      return Stream.empty();
    }
  }
}
