package dev.rayport.template;

import java.util.Map;

/**
 * What a request may change of one worker group.
 *
 * @param group name of the group in the template
 * @param ranges field ({@code min}, {@code max}, {@code replicas}, {@code cpus}, {@code gpus}) to
 *     its allowed range; fields without one are fixed
 * @param mayAdd whether further groups like this one may be added
 */
public record WorkerGroupPolicy(String group, Map<String, IntRange> ranges, boolean mayAdd) {

  /** Of a group that no template decides about. */
  public static WorkerGroupPolicy free(String group) {
    IntRange workers = new IntRange(0, SpecReader.MAX_WORKERS);
    return new WorkerGroupPolicy(
        group, Map.of("min", workers, "max", workers, "replicas", workers), true);
  }

  /** Both ends included. */
  public record IntRange(int min, int max) {}
}
