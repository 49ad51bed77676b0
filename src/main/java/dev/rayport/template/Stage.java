package dev.rayport.template;

/** What a cluster is for; clusters of different stages never share Ray. */
public enum Stage {
  PREPROCESSING,
  TRAINING,
  SERVING;

  /** Lower case, for labels, namespaces and screens. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
