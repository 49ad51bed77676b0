package dev.rayport.backend.kubernetes;

/** Labels and annotations of an imported object. */
final class ImportedLabels {

  private ImportedLabels() {}

  static void label(ImportFields metadata, String key) {
    if (key.startsWith("rayport.dev/") || key.equals(ClusterLabels.MANAGED_BY)) {
      return;
    }
    if (key.startsWith("ray.io/")) {
      metadata.refuse("labels." + key, "KubeRay finds pods and networks by it");
    } else {
      metadata.leave("labels." + key, "Rayport sets the labels");
    }
  }

  static void annotation(ImportFields metadata, String key) {
    if (key.equals("kubectl.kubernetes.io/last-applied-configuration")
        || key.equals(WrittenFrom.ANNOTATION)) {
      return;
    }
    if (key.startsWith("ray.io/")) {
      metadata.refuse("annotations." + key, "it changes what KubeRay does with the cluster");
    } else {
      metadata.leave("annotations." + key, "Rayport sets the annotations");
    }
  }
}
