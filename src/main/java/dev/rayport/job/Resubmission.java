package dev.rayport.job;

import dev.rayport.base.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The wish that repeats a job. */
@Component
class Resubmission {

  private final JobPlace places;
  private final JobJson json;

  Resubmission(JobPlace places, JobJson json) {
    this.places = places;
    this.json = json;
  }

  /**
   * The old spec with top-level fields replaced. A null takes a field away. Its cluster is the old
   * one, or a fresh one of the same make when that is gone.
   *
   * @throws Refusal naming {@code changes.<field>} for changes of the wrong form
   */
  SubmitJob of(JobRow old, Map<String, Object> changes) {
    Map<String, Object> tree = new LinkedHashMap<>(json.read(old.spec));
    if (!changes.containsKey("cluster") && !changes.containsKey("newCluster")) {
      placeAgain(old, tree);
    } else {
      tree.remove("cluster");
      tree.remove("newCluster");
    }
    changes.forEach((field, value) -> {
      if (value == null) {
        tree.remove(field);
      } else {
        tree.put(field, value);
      }
    });
    return SubmitJob.of(tree);
  }

  private void placeAgain(JobRow old, Map<String, Object> tree) {
    if (!old.ownCluster && places.living(old.clusterId).isPresent()) {
      return;
    }
    String template =
        Optional.ofNullable(old.clusterTemplate)
            .orElseThrow(() ->
                Refusal.conflict(
                    "cluster-gone",
                    "Cluster %s is gone and was not made from a template; resubmit with changes and choose another cluster."
                        .formatted(old.clusterName)));
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("template", template);
    Map<String, Object> values =
        old.clusterValues == null ? Map.of() : json.read(old.clusterValues);
    if (!values.isEmpty()) {
      made.put("values", values);
    }
    tree.remove("cluster");
    tree.put("newCluster", made);
  }
}
