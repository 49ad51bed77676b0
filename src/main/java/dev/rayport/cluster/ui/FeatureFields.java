package dev.rayport.cluster.ui;

import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValidation;
import dev.rayport.backend.PlatformFeature;
import dev.rayport.cluster.ClusterService;
import java.util.Map;

/** Says beside parameters of templates what this platform cannot do. */
final class FeatureFields {

  private static final Map<String, PlatformFeature> PARAMETERS =
      Map.of(
          "values.tls", PlatformFeature.TLS,
          "values.networkPolicy", PlatformFeature.NETWORK_POLICY);

  private FeatureFields() {}

  static void explain(Map<String, HasValidation> fields, ClusterService clusters) {
    PARAMETERS.forEach((path, feature) -> {
      if (fields.get(path) instanceof HasHelper field) {
        clusters.lacks(feature).ifPresent(field::setHelperText);
      }
    });
  }
}
