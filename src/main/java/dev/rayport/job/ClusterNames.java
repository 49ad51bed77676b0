package dev.rayport.job;

import dev.rayport.base.RandomId;
import dev.rayport.base.ResourceName;
import java.util.Locale;

/** Names of clusters that are made for one job. */
final class ClusterNames {

  private static final int RANDOM = 6;

  private ClusterNames() {}

  /** The job's name as far as it is a DNS-1035 label, and something random. */
  static String forJob(String jobName) {
    String tail = RandomId.next("x");
    String plain =
        jobName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+", "");
    int room = ResourceName.MAX_LENGTH - RANDOM - 1;
    String start = plain.substring(0, Math.min(plain.length(), room)).replaceAll("-+$", "");
    String name = (start.isEmpty() ? "job" : start) + "-" + tail.substring(tail.length() - RANDOM);
    return new ResourceName(name).value();
  }
}
