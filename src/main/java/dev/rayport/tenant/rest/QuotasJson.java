package dev.rayport.tenant.rest;

import dev.rayport.base.Quantity;
import dev.rayport.tenant.Amounts;
import dev.rayport.tenant.PerStage;
import dev.rayport.tenant.QuotaKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Quotas, or what is used of them. What is null is not limited, or not counted.
 *
 * @param stages quotas of single stages, which hold beside those of the whole tenant
 */
record QuotasJson(
    @Nullable Integer clusters,
    @Nullable Double cpus,
    @Nullable Integer gpus,
    @Nullable Quantity memory,
    @Nullable Integer runningJobs,
    @Nullable Double gpuHoursPerMonth,
    @Nullable Map<String, StageJson> stages) {

  private static final long GIB = 1L << 30;

  /** Those of one stage. */
  record StageJson(
      @Nullable Integer clusters,
      @Nullable Double cpus,
      @Nullable Integer gpus,
      @Nullable Quantity memory,
      @Nullable Integer runningJobs,
      @Nullable Double gpuHoursPerMonth) {

    static StageJson of(Amounts from) {
      return new StageJson(
          number(from, QuotaKind.CLUSTERS, amount -> (int) amount),
          number(from, QuotaKind.CPUS, amount -> amount),
          number(from, QuotaKind.GPUS, amount -> (int) amount),
          number(from, QuotaKind.MEMORY, amount -> memory((long) amount)),
          number(from, QuotaKind.RUNNING_JOBS, amount -> (int) amount),
          number(from, QuotaKind.GPU_HOURS, amount -> amount));
    }

    /** Whole GiB as people write them. */
    private static Quantity memory(long bytes) {
      return bytes > 0 && bytes % GIB == 0
          ? Quantity.parse(bytes / GIB + "Gi")
          : Quantity.ofBytes(bytes);
    }

    private static <T> @Nullable T number(Amounts from, QuotaKind kind, DoubleFunction<T> as) {
      return from.find(kind).isPresent() ? as.apply(from.get(kind)) : null;
    }

    Amounts amounts() {
      Map<QuotaKind, Double> values = new EnumMap<>(QuotaKind.class);
      put(values, QuotaKind.CLUSTERS, clusters);
      put(values, QuotaKind.CPUS, cpus);
      put(values, QuotaKind.GPUS, gpus);
      put(values, QuotaKind.MEMORY, memory == null ? null : memory.bytes());
      put(values, QuotaKind.RUNNING_JOBS, runningJobs);
      put(values, QuotaKind.GPU_HOURS, gpuHoursPerMonth);
      return new Amounts(values);
    }

    private static void put(
        Map<QuotaKind, Double> values, QuotaKind kind, @Nullable Number amount) {
      Optional.ofNullable(amount).ifPresent(number -> values.put(kind, number.doubleValue()));
    }
  }

  static QuotasJson of(PerStage from) {
    StageJson whole = StageJson.of(from.whole());
    SortedMap<String, StageJson> stages = new TreeMap<>();
    from.stages().forEach((name, amounts) -> stages.put(name, StageJson.of(amounts)));
    return new QuotasJson(
        whole.clusters(),
        whole.cpus(),
        whole.gpus(),
        whole.memory(),
        whole.runningJobs(),
        whole.gpuHoursPerMonth(),
        stages);
  }

  PerStage amounts() {
    SortedMap<String, Amounts> each = new TreeMap<>();
    Optional.ofNullable(stages)
        .orElse(Map.of())
        .forEach((name, amounts) ->
            Optional.ofNullable(amounts).ifPresent(some -> each.put(name, some.amounts())));
    Amounts whole =
        new StageJson(clusters, cpus, gpus, memory, runningJobs, gpuHoursPerMonth).amounts();
    return new PerStage(whole, each);
  }
}
