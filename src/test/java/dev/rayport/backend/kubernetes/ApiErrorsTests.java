package dev.rayport.backend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.BackendException;
import dev.rayport.backend.ClusterRefused;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | admission-denied | rayclusters.ray.io "c" is forbidden: ValidatingAdmissionPolicy 'rayport-clusters' with binding 'rayport-clusters' denied request: A head has no ingress. | A rule of the platform refuses it: A head has no ingress.
          422 | admission-denied | rayclusters.ray.io "c" is invalid: ValidatingAdmissionPolicy 'theirs' with binding 'all' denied request: No team label. | A rule of the platform refuses it: No team label.
          403 | admission-denied | pods "p" is forbidden: violates PodSecurity "restricted:latest": hostPath volumes | A rule of the platform refuses it: pods "p" is forbidden: violates PodSecurity "restricted:latest": hostPath volumes
          400 | invalid-spec     | strict decoding error: unknown field "x" | Kubernetes refuses it: strict decoding error: unknown field "x"
          403 | -                | rayclusters.ray.io "c" is forbidden: exceeded quota: rayport, requested: count/rayclusters.ray.io=1, used: 3, limited: 3 | The quota of its namespace is used up: rayclusters.ray.io "c" is forbidden: exceeded quota: rayport, requested: count/rayclusters.ray.io=1, used: 3, limited: 3
          403 | -                | secrets "s" is forbidden: unable to create new content in namespace rp-a-b because it is being terminated | Its namespace is being deleted; it starts in the next one.
          403 | -                | secrets is forbidden: User "u" cannot create resource "secrets" | The portal may not do this on Kubernetes: trying (secrets is forbidden: User "u" cannot create resource "secrets"). An administrator has to grant it.
          409 | -                | the object has been modified | Something else changed it during trying.
          429 | -                | too many requests | Kubernetes is overloaded; trying has to wait.
          500 | -                | etcdserver: request timed out | Kubernetes failed at trying (HTTP 500): etcdserver: request timed out
          """)
  void saysInPlainWordsWhatTheApiServerAnswered(
      int code, String reason, String answer, String words) {
    BackendException error =
        ApiErrors.of(
            "trying",
            new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(answer).build()));

    assertThat(error).hasMessage(words);
    assertThat(error instanceof ClusterRefused refused ? refused.reasonCode() : "-")
        .isEqualTo(reason);
  }
}
