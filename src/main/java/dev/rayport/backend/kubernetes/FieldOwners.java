package dev.rayport.backend.kubernetes;

import dev.rayport.backend.kubernetes.Place.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who wrote which field of an object, as its {@code managedFields} tell. */
final class FieldOwners {

  /**
   * Who wrote something, and when they last wrote anything of the object.
   *
   * @param fields of theirs
   */
  record Owner(String name, Optional<Instant> at, Tree fields) {}

  private final List<Owner> owners = new ArrayList<>();

  /**
   * @param metadata of the object
   */
  FieldOwners(Tree metadata) {
    for (Tree entry : metadata.list("managedFields")) {
      if (entry.text("subresource").isEmpty()) {
        owners.add(
            new Owner(
                entry.text("manager"),
                ClusterConditions.instant(entry.text("time")),
                new Tree("", entry.at("fieldsV1").map())));
      }
    }
    owners.sort(Comparator.comparing(owner -> owner.at().orElse(Instant.EPOCH)));
  }

  /** Those that wrote the field or the whole that it is a part of; who wrote last comes last. */
  List<Owner> of(Place place) {
    return owners.stream().filter(owner -> owns(owner.fields(), place)).toList();
  }

  /** Who wrote the spec first, as far as that is still told. */
  Optional<Owner> first() {
    return owners.stream().filter(owner -> owns(owner.fields(), Place.SPEC)).findFirst();
  }

  /** Who wrote last, besides one. */
  Optional<Owner> lastBesides(String manager) {
    return owners.stream()
        .filter(owner -> !owner.name().equals(manager))
        .reduce((before, last) -> last);
  }

  private static boolean owns(Tree fields, Place place) {
    Tree at = fields;
    for (Step step : place.steps()) {
      Optional<Map<String, Object>> below = below(at, step);
      if (below.isEmpty()) {
        return false;
      }
      at = new Tree("", below.get());
      if (at.isEmpty()) {
        return true;
      }
    }
    return true;
  }

  private static Optional<Map<String, Object>> below(Tree fields, Step step) {
    return fields.map().entrySet().stream()
        .filter(entry -> is(entry.getKey(), step) && entry.getValue() instanceof Map)
        .map(entry -> {
          @SuppressWarnings("unchecked")
          Map<String, Object> map = (Map<String, Object>) entry.getValue();
          return map;
        })
        .findFirst();
  }

  /** Such as {@code f:spec} and {@code k:{"name":"ray-head"}}. */
  private static boolean is(String written, Step step) {
    if (!step.isEntry()) {
      return written.equals("f:" + step.key());
    }
    String key = "\"%s\":".formatted(step.key());
    return written.startsWith("k:")
        && (written.contains(key + "\"" + step.id() + "\"")
            || written.matches(".*" + key + step.id().replaceAll("[^0-9]", "x") + "[,}].*"));
  }
}
