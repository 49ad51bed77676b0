package dev.rayport.backend.kubernetes;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.SpecRules;
import dev.rayport.base.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What of a spec cannot or must not be made into pods here, for the person who asked for it. */
final class SpecProblems {

  private static final Pattern RESOURCE = Pattern.compile("[-._A-Za-z0-9]{1,253}");

  /** Without a tag and a digest, or with the tag that is moved with each release. */
  private static final Pattern MOVING = Pattern.compile("([^@]*/)?[^/:@]+(:latest)?");

  private static final Set<String> RAY_RESOURCES = Set.of("cpu", "gpu", "memory");

  private final KubernetesProperties properties;
  private final List<FieldError> found;

  private SpecProblems(List<FieldError> found, KubernetesProperties properties) {
    this.found = new ArrayList<>(found);
    this.properties = properties;
  }

  static List<FieldError> of(ClusterSpec spec, KubernetesProperties properties) {
    SpecProblems problems = new SpecProblems(SpecRules.of(spec), properties);
    problems.image(spec);
    problems.node("head", spec.head());
    for (int i = 0; i < spec.workerGroups().size(); i++) {
      problems.node("workerGroups[%d]".formatted(i), spec.workerGroups().get(i).node());
    }
    return problems.found.isEmpty() ? OperatorProblems.of(spec, properties) : problems.found;
  }

  private void add(String field, String message) {
    found.add(new FieldError(field, message));
  }

  private void image(ClusterSpec spec) {
    String image = spec.platform().image();
    boolean own = image.isEmpty() || image.equals(PodTemplate.image(spec, properties, ""));
    boolean wrong = found.stream().anyMatch(problem -> problem.field().equals("image"));
    if (!own && !wrong && MOVING.matcher(image).matches()) {
      add(
          "image",
          "Name a version of the image, such as rayproject/ray:2.58.0; what “latest” is changes.");
    } else if (!own && !wrong && properties.imagePrefixes().stream().noneMatch(image::startsWith)) {
      add(
          "image",
          "Images start with %s here.".formatted(String.join(" or ", properties.imagePrefixes())));
    }
  }

  private void node(String field, NodeSpec node) {
    for (String name : node.resources().keySet()) {
      if (RAY_RESOURCES.contains(name.toLowerCase(Locale.ROOT))
          || !RESOURCE.matcher(name).matches()) {
        add(field + ".resources." + name, "“%s” is no name for it.".formatted(name));
      }
    }
    if (!node.gpuType().isEmpty() && !properties.gpuTypes().containsKey(node.gpuType())) {
      add(
          field + ".gpuType",
          "“%s” is not known; known are: %s."
              .formatted(
                  node.gpuType(),
                  String.join(", ", new TreeSet<>(properties.gpuTypes().keySet()))));
    }
  }
}
