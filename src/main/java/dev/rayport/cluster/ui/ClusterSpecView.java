package dev.rayport.cluster.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterSpec;
import dev.rayport.base.Refusal;
import dev.rayport.base.ui.Actions;
import dev.rayport.cluster.ClusterDetails;
import dev.rayport.cluster.ClusterManifests;
import dev.rayport.cluster.ClusterSummary;
import dev.rayport.cluster.StopWhen;
import dev.rayport.template.ResolvedTemplate;
import dev.rayport.template.TemplateService;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The exact spec that the cluster was made from. */
@Route(value = "spec", layout = ClusterLayout.class)
@PermitAll
class ClusterSpecView extends Div implements ShowsCluster {

  private final transient TemplateService templates;
  private final transient ClusterManifests manifests;
  private final Div head = new Div();
  private final SpecPane pane = new SpecPane();
  private final Paragraph outside =
      new Paragraph("This cluster was registered; what it is made of is known only where it runs.");

  ClusterSpecView(TemplateService templates, ClusterManifests manifests) {
    this.templates = templates;
    this.manifests = manifests;
    addClassNames("scroll", "pad");
    head.addClassNames("row", "under");
    add(head, pane, outside);
  }

  @Override
  public void show(ClusterDetails details) {
    pane.setVisible(details.spec().isPresent());
    head.setVisible(details.spec().isPresent());
    outside.setVisible(details.spec().isEmpty());
    details.spec().ifPresent(spec -> show(details, spec));
    if (details.summary().readOnly()) {
      asked(() -> manifests.live(details.id())).ifPresent(this::showLive);
    }
  }

  /** Of one that others made, as it is on its platform. */
  private void showLive(String yaml) {
    outside.setVisible(false);
    pane.setVisible(true);
    pane.show(yaml, Optional.empty(), Optional.empty());
  }

  private void show(ClusterDetails details, ClusterSpec spec) {
    ClusterSummary cluster = details.summary();
    SpecYaml.Frame frame =
        new SpecYaml.Frame(
            cluster.name(),
            cluster.template(),
            cluster.stage().word(),
            details.labels(),
            details.stopWhen());
    String yaml = SpecYaml.of(frame, spec);
    Optional<String> manifest = asked(() -> manifests.wanted(details.id()));
    pane.show(yaml, defaults(cluster.template(), frame.name()), manifest);
    Span gap = new Span();
    gap.addClassName("sp");
    head.removeAll();
    head.add(pane.mode(), gap);
    asked(() -> manifests.live(details.id()))
        .ifPresent(
            live -> head.add(download("Export for Git", cluster.name() + "-raycluster", live)));
    head.add(download("Download YAML", cluster.name(), yaml));
  }

  /** The same template without any choice made, under the same name. */
  private Optional<String> defaults(String template, String name) {
    try {
      return Optional.of(yaml(templates.resolve(template, Map.of()), name));
    } catch (Refusal incomplete) {
      return Optional.empty();
    }
  }

  /** What a template makes of values, as the page of a cluster would show it. */
  static String yaml(ResolvedTemplate resolved, String name) {
    StopWhen stop = new StopWhen(resolved.idle(), resolved.ttl(), Optional.empty());
    return SpecYaml.of(
        new SpecYaml.Frame(name, resolved.reference(), resolved.stage().word(), Map.of(), stop),
        resolved.spec());
  }

  /** A platform that does not answer shows nothing of itself; the spec is known without it. */
  static Optional<String> asked(Supplier<Optional<String>> document) {
    try {
      return document.get();
    } catch (BackendException silent) {
      return Optional.empty();
    }
  }

  private static Anchor download(String label, String name, String yaml) {
    DownloadHandler handler =
        DownloadHandler.fromInputStream(event ->
            new DownloadResponse(
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                name + ".yaml",
                "application/yaml",
                -1));
    Anchor link = Actions.link("download", label, "", "");
    link.getElement().removeAttribute("router-link");
    link.setHref(handler);
    return link;
  }
}
