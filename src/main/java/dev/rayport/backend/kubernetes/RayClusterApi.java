package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Writes and lists objects, always as the field manager {@link #MANAGER}. */
final class RayClusterApi {

  /** Who owns the fields that the portal writes. */
  static final String MANAGER = "rayport";

  /** KubeRay's {@code RayCluster}. */
  static final ResourceDefinitionContext RAY_CLUSTER =
      new ResourceDefinitionContext.Builder()
          .withGroup("ray.io")
          .withVersion("v1")
          .withKind("RayCluster")
          .withPlural("rayclusters")
          .withNamespaced(true)
          .build();

  /** Many clusters at once wait here for their turn, not inside of the time that a request has. */
  private static final int AT_A_TIME = 16;

  private final KubernetesClient client;
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

  RayClusterApi(KubernetesClient client) {
    this.client = client;
  }

  MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      clusters() {
    return client.genericKubernetesResources(RAY_CLUSTER);
  }

  private <T> T inTurn(String doing, Supplier<T> call) {
    turns.acquireUninterruptibly();
    try {
      return ApiErrors.asking(doing, call);
    } finally {
      turns.release();
    }
  }

  /**
   * Creates or changes the cluster.
   *
   * @throws Overtaken when it says the version that it was made for, and there is a newer one
   */
  HasMetadata applyCluster(Map<String, Object> manifest) {
    GenericKubernetesResource wanted =
        client.getKubernetesSerialization().convertValue(manifest, GenericKubernetesResource.class);
    return inTurn(
        "creating the cluster",
        () ->
            clusters()
                .inNamespace(wanted.getMetadata().getNamespace())
                .resource(wanted)
                .fieldManager(MANAGER)
                .forceConflicts()
                .serverSideApply());
  }

  /** Creates or changes any other object; what it returns knows its uid. */
  HasMetadata apply(Map<String, Object> manifest) {
    HasMetadata wanted =
        client
            .getKubernetesSerialization()
            .unmarshal(client.getKubernetesSerialization().asJson(manifest));
    return inTurn(
        "writing its " + wanted.getKind(),
        () -> client.resource(wanted).fieldManager(MANAGER).forceConflicts().serverSideApply());
  }

  /** Asks for the end of the cluster and its pods. */
  void deleteCluster(ObjectNames names) {
    inTurn(
        "deleting the cluster",
        () ->
            clusters()
                .inNamespace(names.namespace())
                .withName(names.cluster())
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
  }

  /** Asks for the end of its pods; does nothing when there is no such cluster. */
  void suspendCluster(ObjectNames names) {
    Resource<GenericKubernetesResource> cluster =
        clusters().inNamespace(names.namespace()).withName(names.cluster());
    PatchContext patch =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(MANAGER)
            .build();
    try {
      cluster.patch(patch, "{\"spec\":{\"suspend\":true}}");
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw ApiErrors.of("suspending the cluster", e);
      }
    }
  }

  /** As the API server has it now. */
  Optional<GenericKubernetesResource> clusterNow(ObjectNames names) {
    return ApiErrors.asking(
        "reading the cluster",
        () ->
            Optional.ofNullable(
                clusters().inNamespace(names.namespace()).withName(names.cluster()).get()));
  }

  /**
   * Takes fields away.
   *
   * @param version of the object that they were seen in; of another one nothing is taken away
   */
  void remove(ObjectNames names, List<Place> fields, String version) {
    List<Map<String, Object>> steps = new ArrayList<>();
    steps.add(Map.of("op", "test", "path", "/metadata/resourceVersion", "value", version));
    fields.forEach(field -> steps.add(Map.of("op", "remove", "path", field.pointer())));
    PatchContext patch =
        new PatchContext.Builder().withPatchType(PatchType.JSON).withFieldManager(MANAGER).build();
    ApiErrors.asking(
        "taking others' fields away",
        () ->
            clusters()
                .inNamespace(names.namespace())
                .withName(names.cluster())
                .patch(patch, client.getKubernetesSerialization().asJson(steps)));
  }

  void deletePod(ObjectNames names, String pod) {
    ApiErrors.telling(
        "deleting a worker",
        () -> client.pods().inNamespace(names.namespace()).withName(pod).delete());
  }

  /** Whoever made it. */
  Optional<ServiceAccount> account(ObjectNames names) {
    return ApiErrors.asking(
        "looking for its account",
        () ->
            Optional.ofNullable(
                client
                    .serviceAccounts()
                    .inNamespace(names.namespace())
                    .withName(names.serviceAccount())
                    .get()));
  }

  /** With it goes all that the portal made for a cluster, besides the cluster. */
  void deleteAccount(ObjectNames names) {
    ApiErrors.telling(
        "deleting its account",
        () ->
            client
                .serviceAccounts()
                .inNamespace(names.namespace())
                .withName(names.serviceAccount())
                .delete());
  }

  /**
   * An object of any kind as a plain tree; only to be read, since the object's parts are its own.
   */
  Map<String, Object> tree(GenericKubernetesResource object) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", object.getApiVersion());
    tree.put("kind", object.getKind());
    tree.put(
        "metadata",
        client.getKubernetesSerialization().convertValue(object.getMetadata(), Map.class));
    tree.putAll(object.getAdditionalProperties());
    return tree;
  }
}
