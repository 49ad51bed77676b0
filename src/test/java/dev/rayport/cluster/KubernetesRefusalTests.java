package dev.rayport.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.base.RandomId;
import dev.rayport.base.Refusal;
import dev.rayport.template.TemplateService;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What Kubernetes does not take, and what it is never asked for. */
class KubernetesRefusalTests extends KubernetesWorld {

  private static final String TEMPLATE =
      """
      name: %s
      stage: TRAINING
      ray: 2.58.0
      parameters:
        image: {type: string, default: "localhost/ray:2.58.0"}
        store: {type: string, default: "100000000"}
        node:  {type: string, default: kwok}
      head: {cpus: 1, memory: 2Gi, nodeSelector: {type: "${node}"}, startParams: {object-store-memory: "${store}"}}
      image: "${image}"
      """;

  @Autowired TemplateService templates;
  private String template = "";

  @BeforeEach
  void makeTemplate() {
    template = RandomId.next("t").replace('_', '-');
    Acting.as(tenant, "lea", Role.LEAD);
    templates.add(TEMPLATE.formatted(template));
    Acting.as(tenant, "ada", Role.RESEARCHER);
  }

  private ClusterDetails make(String name, Map<String, Object> values) {
    return create(name, template, values);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "image | `evil.io/x:1` | `Images start with localhost/ray: here.`",
        "image | `localhost/ray:2.58.0.evil.io/x:1` | `This is no image`",
        "image | `localhost/ray:latest` | `Name a version`",
        "image | `localhost/ray` | `Name a version`",
        "image | `localhost/ray:2.58.0@sha256:short` | `This is no image`",
        "image | `localhost/ray:2.58.0\n  hostPath: /` | `write it on one line`",
        "image | `$(id)` | `This is no image`",
        "store | `a: b\n  hostPath: /` | `write it on one line`",
        "store | `a: b` | `is no value for it`",
        "store | `\"; rm -rf / #` | `is no value for it`",
        "store | `$(id)` | `is no value for it`",
        "node | `kwok, x: y}` | `is no label of a node`",
      })
  void whatMustNotReachKubernetesIsRefusedBesideItsField(
      String parameter, String value, String why) {
    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> make("bad", Map.of(parameter, value)));

    assertThat(refusal).isNotNull();
    assertThat(refusal.errors()).hasSize(1);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("values." + parameter);
    assertThat(refusal.errors().getFirst().message()).contains(why);
    assertThat(service.list(ClusterQuery.all(), org.springframework.data.domain.Pageable.ofSize(9)))
        .isEmpty();
    assertThat(admin.namespaces().withName(namespace).get()).isNull();
  }

  @Test
  void aQuotaThatIsUsedUpIsWhatItWaitsFor() {
    await(make("first", Map.of()), ClusterState.READY);
    admin
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("tight")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("1")))
                .endSpec()
                .build())
        .create();

    ClusterDetails second = make("second", Map.of());
    awaitReason(second, "the quota of the namespace is used up");
    assertThat(summary(second).reasonCode()).isEqualTo("quota");
    assertThat(summary(second).state()).isEqualTo(ClusterState.STARTING);

    admin.resourceQuotas().inNamespace(namespace).withName("tight").delete();
    await(second, ClusterState.READY);
  }

  @Test
  void aNodeThatNobodyMayUseIsWhatItWaitsFor() {
    Map<String, Object> values = new HashMap<>();
    values.put("node", "none");
    ClusterDetails cluster = make("placeless", values);

    awaitReason(cluster, "no node has room");
    assertThat(summary(cluster).reason()).contains("Waiting for the head");
    assertThat(summary(cluster).reasonCode()).isEqualTo("unschedulable");
  }

  @Test
  void aVolumeThatIsNotThereIsWhatItWaitsFor() {
    String mounting = template + "-v";
    Acting.as(tenant, "lea", Role.LEAD);
    templates.add(
        TEMPLATE.formatted(mounting)
            + "volumes: [{name: data, claim: datasets, mountPath: /data}]\n");
    Acting.as(tenant, "ada", Role.RESEARCHER);

    ClusterDetails cluster = create("mounting", mounting, Map.of());

    awaitReason(cluster, "persistentvolumeclaim");
    assertThat(summary(cluster).reason()).contains("Waiting for the head", "datasets");
    assertThat(summary(cluster).state()).isEqualTo(ClusterState.STARTING);
  }

  @Test
  void aNamespaceThatOthersMadeIsLeftAsItIs() {
    admin
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();

    ClusterDetails cluster = make("homeless", Map.of());

    awaitReason(cluster, "Namespaces of others stay as they are.");
    await(cluster, ClusterState.FAILED);
    assertThat(objects()).isEmpty();
  }
}
