package dev.rayport.backend.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where something is in an object: fields, and entries of lists by what identifies them. */
record Place(List<Step> steps) {

  static final Place SPEC = new Place(List.of(Step.field("spec")));

  /**
   * One level.
   *
   * @param key a field's name, or which field identifies the entries of a list
   * @param id of an entry; empty for a field
   * @param index of an entry in the object that is there; -1: it is not there, or a field
   */
  record Step(String key, String id, int index) {

    static Step field(String name) {
      return new Step(name, "", -1);
    }

    boolean isEntry() {
      return !id.isEmpty();
    }
  }

  Place field(String name) {
    return then(Step.field(name));
  }

  Place entry(String key, String id, int index) {
    return then(new Step(key, id, index));
  }

  private Place then(Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return new Place(List.copyOf(all));
  }

  /** Names of fields and entries, without {@code spec}. */
  List<String> names() {
    return steps.stream().skip(1).map(step -> step.isEntry() ? step.id() : step.key()).toList();
  }

  /** For people: {@code spec.workerGroupSpecs[worker].minReplicas}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      if (step.isEntry()) {
        text.append('[').append(step.id()).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(step.key());
      }
    }
    return text.toString();
  }

  /** As a JSON patch writes it. */
  String pointer() {
    return steps.stream()
        .map(step -> step.isEntry() ? Integer.toString(step.index()) : step.key())
        .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
