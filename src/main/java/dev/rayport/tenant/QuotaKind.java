package dev.rayport.tenant;

import java.util.Locale;

/** What quotas limit. */
public enum QuotaKind {
  /** Clusters that are there. */
  CLUSTERS("clusters", "clusters"),
  /** Cores that living clusters may grow to. */
  CPUS("cpus", "CPUs"),
  /** GPUs that living clusters may grow to. */
  GPUS("gpus", "GPUs"),
  /** Bytes of memory that living clusters may grow to. */
  MEMORY("memory", "memory"),
  /** Jobs that were handed to Ray and have not ended. */
  RUNNING_JOBS("runningJobs", "running jobs"),
  /** Hours of GPUs that were held in this month (UTC). */
  GPU_HOURS("gpuHoursPerMonth", "GPU-hours a month");

  private static final double GIB = 1L << 30;
  private final String field;
  private final String label;

  QuotaKind(String field, String label) {
    this.field = field;
    this.label = label;
  }

  /** Its name in requests and answers. */
  public String field() {
    return field;
  }

  /** Its name for people, in the plural. */
  public String label() {
    return label;
  }

  /** An amount without its name, such as {@code 8} or {@code 64 GiB}. */
  public String number(double amount) {
    double shown = this == MEMORY ? amount / GIB : amount;
    String number = String.format(Locale.ROOT, "%.1f", shown).replaceFirst("\\.0$", "");
    return this == MEMORY ? number + " GiB" : number;
  }

  /** An amount with its name, such as {@code 8 GPUs} or {@code 64 GiB of memory}. */
  public String words(double amount) {
    String number = number(amount);
    if (this == MEMORY) {
      return number + " of memory";
    }
    String name = this == GPU_HOURS ? "GPU-hours" : label;
    return number + " " + (number.equals("1") ? name.substring(0, name.length() - 1) : name);
  }

  /** Whether there are only whole ones. */
  public boolean whole() {
    return this == CLUSTERS || this == GPUS || this == RUNNING_JOBS;
  }
}
