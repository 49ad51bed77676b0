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
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Clusters, and new ones, in the command palette. */
@Component
class ClusterPalette implements PaletteEntry.Source {

  private static final int MOST = 5;

  private final ClusterRows rows;
  private final TemplateService templates;

  ClusterPalette(ClusterRows rows, TemplateService templates) {
    this.rows = rows;
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
    }
    ClusterQuery named =
        new ClusterQuery(
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            query,
            Optional.empty(),
            Optional.empty());
    rows.newest(query.isEmpty() ? MyClustersCard.mine() : named, MOST).stream()
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
