package dev.rayport.cluster.rest;

import dev.rayport.cluster.EditPlan;
import dev.rayport.cluster.SpecChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an edit would do.
 *
 * @param live whether it may be done now
 * @param reason why not, with the next step; null when it may
 */
record EditPlanJson(List<ChangeJson> changes, boolean live, @Nullable String reason) {

  /**
   * One difference.
   *
   * @param from null for what is new
   * @param to null for what goes
   */
  record ChangeJson(
      String path, @Nullable String from, @Nullable String to, SpecChange.Effect effect) {

    static ChangeJson of(SpecChange change) {
      return new ChangeJson(
          change.path(),
          change.from().isEmpty() ? null : change.from(),
          change.to().isEmpty() ? null : change.to(),
          change.effect());
    }
  }

  static EditPlanJson of(EditPlan plan) {
    return new EditPlanJson(
        plan.changes().stream().map(ChangeJson::of).toList(),
        plan.live(),
        plan.why().isEmpty() ? null : plan.why());
  }
}
