package dev.rayport.backend.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;

/** The object with which others go once it is gone. */
record Owner(String apiVersion, String kind, String name, String uid) {

  static Owner of(HasMetadata object) {
    return new Owner(
        object.getApiVersion(),
        object.getKind(),
        object.getMetadata().getName(),
        object.getMetadata().getUid());
  }

  Map<String, Object> reference() {
    return new TreeBuilder()
        .put("apiVersion", apiVersion)
        .put("kind", kind)
        .put("name", name)
        .put("uid", uid)
        .build();
  }
}
