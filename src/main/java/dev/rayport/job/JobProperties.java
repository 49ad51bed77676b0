package dev.rayport.job;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of jobs and uploads.
 *
 * @param indexHosts hosts that package indexes and package URLs may name; empty: any
 * @param uploads limits of uploaded working directories
 * @param keep what is kept of jobs, and how long
 * @param stalledAfter a running job without a new line in its log and without progress for this
 *     long is called STALLED
 */
@ConfigurationProperties("rayport.job")
record JobProperties(
    @DefaultValue Set<String> indexHosts,
    @DefaultValue Uploads uploads,
    @DefaultValue Keep keep,
    @DefaultValue("15m") Duration stalledAfter) {

  /**
   * Limits of one uploaded archive.
   *
   * @param maxPacked as sent; Ray itself takes no more than 100 MiB
   * @param maxUnpacked all files together
   * @param maxEntries files and folders
   * @param maxRatio unpacked to packed size, looked at beyond {@code ratioFrom}
   * @param ratioFrom small archives may compress as well as they like
   * @param atOnce uploads that are unpacked at the same time
   * @param minFree uploads are refused while the disk has less room than this left
   */
  record Uploads(
      @DefaultValue("100MB") DataSize maxPacked,
      @DefaultValue("1GB") DataSize maxUnpacked,
      @DefaultValue("20000") int maxEntries,
      @DefaultValue("100") int maxRatio,
      @DefaultValue("10MB") DataSize ratioFrom,
      @DefaultValue("4") int atOnce,
      @DefaultValue("1GB") DataSize minFree) {}

  /**
   * What is kept.
   *
   * @param packages those that no job refers to, after they were last uploaded or submitted
   * @param driverLog of each attempt: its first half and its last quarter at least
   */
  record Keep(@DefaultValue("30d") Duration packages, @DefaultValue("64MB") DataSize driverLog) {}
}
