package dev.rayport.tenant;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Amounts of a whole tenant, and of single stages of it. As quotas both hold at once.
 *
 * @param stages by name, such as {@code TRAINING}
 */
public record PerStage(Amounts whole, SortedMap<String, Amounts> stages) {

  public static final PerStage NONE = new PerStage(Amounts.NONE, new TreeMap<>());

  public PerStage {
    stages = Collections.unmodifiableSortedMap(new TreeMap<>(stages));
  }

  public boolean isEmpty() {
    return whole.values().isEmpty()
        && stages.values().stream().allMatch(stage -> stage.values().isEmpty());
  }

  public Amounts stage(String name) {
    return stages.getOrDefault(name, Amounts.NONE);
  }

  /** With more in one stage, and so in the whole. */
  public PerStage plus(String stage, Amounts more) {
    SortedMap<String, Amounts> sum = new TreeMap<>(stages);
    sum.merge(stage, more, Amounts::plus);
    return new PerStage(whole.plus(more), sum);
  }

  public PerStage plus(PerStage other) {
    SortedMap<String, Amounts> sum = new TreeMap<>(stages);
    other.stages.forEach((stage, more) -> sum.merge(stage, more, Amounts::plus));
    return new PerStage(whole.plus(other.whole), sum);
  }
}
