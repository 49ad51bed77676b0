package dev.rayport.base;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** Brings what other portals tell to this one's pages, a few times a second. */
@Configuration(proxyBeanMethods = false)
class NewsReader implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(NewsReader.class);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int AT_ONCE = 1_000;
  private final NewsTable table;
  private final ChangeFeed feed;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("news").factory());
  private boolean unheard;

  NewsReader(NewsTable table, ChangeFeed feed) {
    this.table = table;
    this.feed = feed;
    if (table.isRead()) {
      NewsOrder order = new NewsOrder(table.newest());
      clock.scheduleWithFixedDelay(
          () -> read(order), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Bean
  static Task<Void> newsTrimTask(NewsTable table) {
    return Tasks.recurring("news-trim", FixedDelay.ofMinutes(1))
        .execute((instance, context) -> {
          while (table.isRead() && table.removeOlderThan(KEPT, AT_ONCE) == AT_ONCE) {
            log.debug("Removed {} old pieces of news", AT_ONCE);
          }
        });
  }

  private void read(NewsOrder order) {
    try {
      List<NewsTable.Row> rows;
      do {
        rows = table.beyond(order.settled(), AT_ONCE);
        order.read(rows, rows.size() == AT_ONCE, System.nanoTime()).stream()
            .filter(row -> !row.mine())
            .map(NewsTable.Row::change)
            .distinct()
            .forEach(feed::hear);
      } while (rows.size() == AT_ONCE);
      unheard = false;
    } catch (DataAccessException e) {
      if (!unheard) {
        log.warn("News of other portals cannot be read for now: {}", e.toString());
      }
      unheard = true;
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
