package dev.rayport.cluster.rest;

import dev.rayport.backend.ImportedCluster;
import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterImports;
import dev.rayport.cluster.ImportCluster;
import dev.rayport.template.Stage;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/clusters/import")
class ImportsController {

  private final ClusterImports imports;

  ImportsController(ClusterImports imports) {
    this.imports = imports;
  }

  /** A document to be read. */
  record DocumentJson(@Nullable String yaml) {

    /** Without what may hold secrets. */
    @Override
    public String toString() {
      return "DocumentJson[%d characters]".formatted(yaml == null ? 0 : yaml.length());
    }
  }

  record ImportJson(
      @Nullable String name,
      @Nullable Stage stage,
      @Nullable String yaml,
      @Nullable Map<String, @Nullable Object> values,
      @Nullable Map<String, @Nullable String> labels,
      ClustersController.@Nullable StopWhenJson stopWhen) {

    /** Without what may hold secrets. */
    @Override
    public String toString() {
      return "ImportJson[%s, %s]".formatted(name, stage);
    }
  }

  /**
   * What a document describes.
   *
   * @param allowed whether a cluster may be made of it
   * @param spec null when nothing could be made of it
   */
  record DraftJson(
      String name,
      boolean allowed,
      @Nullable SpecJson spec,
      List<ImportedCluster.Finding> findings) {}

  @Operation(
      summary = "Reads the YAML of a RayCluster, without making anything",
      description =
          "Also the cluster inside of a RayJob or RayService. findings: what is not allowed"
              + " (NOT_ALLOWED) or does not come along (NOT_CARRIED), each with path, line and why")
  @PostMapping("/draft")
  DraftJson draft(@RequestBody DocumentJson document) {
    ImportedCluster read = imports.read(yaml(document.yaml()));
    return new DraftJson(
        read.name(), read.allowed(), read.spec().map(SpecJson::of).orElse(null), read.findings());
  }

  @Operation(
      summary = "Asks for a cluster as the YAML of a RayCluster describes it (leads)",
      description =
          "name defaults to the document's; values may change worker groups. 409 not-importable")
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson create(@RequestBody ImportJson wish) {
    Stage stage =
        Optional.ofNullable(wish.stage())
            .orElseThrow(() -> Refusal.invalid("stage", "A stage is needed, such as TRAINING."));
    String yaml = yaml(wish.yaml());
    String name = Optional.ofNullable(wish.name()).orElseGet(() -> imports.read(yaml).name());
    return ClusterJson.of(
        imports.create(
            new ImportCluster(
                name,
                stage,
                yaml,
                NullFree.map("values", wish.values()),
                NullFree.map("labels", wish.labels()),
                Optional.ofNullable(wish.stopWhen())
                    .map(ClustersController.StopWhenJson::toStopWhen))));
  }

  private static String yaml(@Nullable String text) {
    return Optional.ofNullable(text)
        .orElseThrow(() -> Refusal.invalid("yaml", "The YAML of a RayCluster is needed."));
  }
}
