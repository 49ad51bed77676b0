package dev.rayport.cluster.ui;

import dev.rayport.base.ui.PaletteEntry;
import dev.rayport.cluster.ClusterQuery;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.template.TemplateService;
import dev.rayport.template.TemplateVersion;
import dev.rayport.tenant.CurrentUser;
import dev.rayport.tenant.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Clusters, and new ones, in the command palette. */
@Component
class ClusterPalette implements PaletteEntry.Source {

  private static final int MOST = 5;
  private static final int MOST_LOOKED_AT = 50;

  /** What a link may ask for, since a dialog asks again. */
  static final List<ClusterAction> BY_LINK =
      List.of(ClusterAction.EDIT, ClusterAction.SUSPEND, ClusterAction.RESUME);

  private final ClusterRows rows;
  private final TemplateService templates;
  private final ClusterActions actions;

  ClusterPalette(ClusterRows rows, TemplateService templates, ClusterActions actions) {
    this.rows = rows;
    this.actions = actions;
    this.templates = templates;
  }

  @Override
  public List<PaletteEntry> find(String query) {
    List<PaletteEntry> found = new ArrayList<>();
    if (CurrentUser.require().role().atLeast(Role.RESEARCHER)) {
      if ("new cluster from template".contains(query)) {
        found.add(
            new PaletteEntry("Create", "plus", "New cluster from template…", "C", "clusters/new"));
      }
      found.addAll(fromTemplates(query));
      found.addAll(commands(query));
    }
    rows.newest(query.isEmpty() ? MyClustersCard.mine() : named(query), MOST).stream()
        .map(row -> entry(row.cluster()))
        .forEach(found::add);
    return found;
  }

  private List<PaletteEntry> fromTemplates(String query) {
    if (query.isEmpty()) {
      return List.of();
    }
    return templates.list().stream()
        .filter(template -> template.deprecated().isEmpty())
        .filter(template -> ("new cluster from " + template.name()).contains(query))
        .limit(MOST)
        .map(ClusterPalette::entry)
        .toList();
  }

  /** “suspend tr” offers to suspend train-1. */
  private List<PaletteEntry> commands(String query) {
    List<PaletteEntry> found = new ArrayList<>();
    String[] words = query.strip().split("\\s+", 2);
    for (ClusterAction action : BY_LINK) {
      String verb = action.name().toLowerCase(Locale.ROOT);
      if (words[0].length() >= 2 && verb.startsWith(words[0])) {
        rows.newest(named(words.length > 1 ? words[1] : ""), MOST_LOOKED_AT).stream()
            .map(ClusterRow::cluster)
            .filter(cluster -> actions.enabled(action, cluster))
            .limit(MOST)
            .forEach(cluster -> found.add(command(action, cluster)));
      }
    }
    return found;
  }

  private static PaletteEntry command(ClusterAction action, ClusterSummary cluster) {
    String verb = action.label().replace("…", "");
    return new PaletteEntry(
        "Clusters",
        action.icon(),
        "%s %s…".formatted(verb, cluster.name()),
        ClusterLook.of(cluster).word() + " · " + cluster.stage().word(),
        "clusters/%s?%s=%s"
            .formatted(cluster.id(), ClusterLayout.ACTION, action.name().toLowerCase(Locale.ROOT)));
  }

  private static ClusterQuery named(String text) {
    return new ClusterQuery(
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text,
        Optional.empty(),
        Optional.empty());
  }

  private static PaletteEntry entry(TemplateVersion template) {
    return new PaletteEntry(
        "Create",
        "plus",
        "New cluster from " + template.name(),
        template.stage().word(),
        "clusters/new?template=" + template.reference());
  }

  private static PaletteEntry entry(ClusterSummary cluster) {
    return new PaletteEntry(
        "Clusters",
        "server",
        cluster.name(),
        ClusterLook.of(cluster).word() + " · " + cluster.stage().word(),
        "clusters/" + cluster.id());
  }
}
