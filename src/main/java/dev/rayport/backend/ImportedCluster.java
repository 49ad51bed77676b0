package dev.rayport.backend;

import java.util.List;
import java.util.Optional;

/**
 * A cluster as a platform's document describes it, to be looked at before it is made.
 *
 * @param name as the document says; may be empty, or no name of a cluster
 * @param spec empty when nothing could be made of the document
 * @param findings what does not come along, from the first line to the last
 */
public record ImportedCluster(String name, Optional<ClusterSpec> spec, List<Finding> findings) {

  public ImportedCluster {
    findings = List.copyOf(findings);
  }

  /** Whether a cluster may be made of it. */
  public boolean allowed() {
    return spec.isPresent()
        && findings.stream().noneMatch(found -> found.kind() == Kind.NOT_ALLOWED);
  }

  /** What becomes of a part. */
  public enum Kind {
    /** A cluster with it may not be made here. */
    NOT_ALLOWED,
    /** A cluster can be made, but without it. */
    NOT_CARRIED
  }

  /**
   * One part of the document.
   *
   * @param path such as {@code spec.headGroupSpec.headService}
   * @param line from 1
   * @param why in plain words
   */
  public record Finding(Kind kind, String path, int line, String why) {}
}
