package dev.rayport.cluster.rest;

import dev.rayport.cluster.ClusterService;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/clusters/{idOrName}/drift")
class DriftController {

  private final ClusterService clusters;

  DriftController(ClusterService clusters) {
    this.clusters = clusters;
  }

  @Operation(
      summary = "Takes over what others changed of it on its platform (leads)",
      description =
          "The cluster's spec becomes as it was found, where adoptable says that it can. 409"
              + " no-drift, not-adoptable, changed-meanwhile; 422 does-not-fit")
  @PostMapping("/adopt")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson adopt(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.adoptDrift(clusters.get(idOrName).id()));
  }

  @Operation(
      summary = "Puts back what others changed of it on its platform",
      description = "Nothing is put back unless somebody asks. 409 no-drift")
  @PostMapping("/revert")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ClusterJson revert(@PathVariable String idOrName) {
    return ClusterJson.of(clusters.revertDrift(clusters.get(idOrName).id()));
  }
}
