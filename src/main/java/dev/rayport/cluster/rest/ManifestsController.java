package dev.rayport.cluster.rest;

import dev.rayport.base.Refusal;
import dev.rayport.cluster.ClusterId;
import dev.rayport.cluster.ClusterManifests;
import dev.rayport.cluster.ClusterService;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/clusters/{idOrName}/manifest")
class ManifestsController {

  private final ClusterService clusters;
  private final ClusterManifests manifests;

  ManifestsController(ClusterService clusters, ClusterManifests manifests) {
    this.clusters = clusters;
    this.manifests = manifests;
  }

  @Operation(
      summary = "The cluster as objects of Kubernetes, as YAML without secrets",
      description = "?live=true gives the RayCluster as it is there now, clean for Git")
  @GetMapping(produces = "application/yaml")
  String manifest(
      @PathVariable String idOrName, @RequestParam(defaultValue = "false") boolean live) {
    ClusterId id = clusters.get(idOrName).id();
    return (live ? manifests.live(id) : manifests.wanted(id))
        .orElseThrow(() ->
            new Refusal(
                Refusal.Kind.NOT_FOUND,
                "no-manifest",
                "“%s” has no manifest%s.".formatted(idOrName, live ? " that is live" : "")
                    + " Clusters on Kubernetes have one."));
  }
}
