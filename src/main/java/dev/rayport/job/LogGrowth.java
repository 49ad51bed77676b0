package dev.rayport.job;

import dev.rayport.base.ChangeFeed;
import dev.rayport.base.Replica;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Wakes readers of logs that another portal writes to the shared directory: looks at the size of
 * those that somebody reads here.
 */
@Component
class LogGrowth implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(LogGrowth.class);
  private static final long PAUSE_MILLIS = 500;

  private final LogFollowers followers;
  private final LogFiles files;
  private final Map<String, Long> sizes = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("log-growth").factory());

  LogGrowth(LogFollowers followers, LogFiles files, ChangeFeed feed, Replica replica) {
    this.followers = followers;
    this.files = files;
    feed.subscribeToOthers(change -> {
      if (change.kind().equals(JobLedger.LOG_NEWS)) {
        followers.grown(change.id());
      }
    });
    if (replica.mayHaveOthers()) {
      clock.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    sizes.keySet().retainAll(followers.read());
    followers.read().forEach(this::look);
  }

  private void look(String jobId) {
    try {
      long size = files.sizeOfAll(jobId);
      Long before = sizes.put(jobId, size);
      if (before == null || before != size) {
        followers.grown(jobId);
      }
    } catch (IOException e) {
      log.debug("The log of job {} cannot be looked at: {}", jobId, e.toString());
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
