package dev.rayport.cluster;

import java.util.List;

/**
 * A door: later rooms name what is on a cluster, so that whoever ends it is told what ends with it.
 * Asked with the cluster's tenant; whether the caller may see the cluster is checked before.
 */
public interface ClusterWork {

  /** What would end with the cluster, oldest first; empty when nothing would. */
  List<Item> on(ClusterId id, String tenant);

  /**
   * One thing that would end.
   *
   * @param name as its owner called it
   * @param state how far it is, in one lower-case word, such as “running” or “queued”
   * @param owner the user's name
   * @param path of its page, such as {@code jobs/job_…}
   */
  record Item(String name, String state, String owner, String path) {}
}
