package dev.rayport.base;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Each portal that serves a database picks tasks under a name of its own. Background tasks wait for
 * clusters more than they compute: each has a virtual thread, so that those which wait for one that
 * hangs never hold up the rest. Hundreds may be due at once; their plan is read and written over
 * connections of its own, so that people never wait behind it.
 */
@Configuration(proxyBeanMethods = false)
class BackgroundWork {

  private static final int CONNECTIONS = 6;

  /** Not a data source among the beans: it is nobody else's. */
  static final class Connections implements AutoCloseable {
    private final HikariDataSource pool;

    Connections(DataSourceProperties database, HikariDataSource portal) {
      pool = database.initializeDataSourceBuilder().type(HikariDataSource.class).build();
      pool.setPoolName("tasks");
      pool.setMaximumPoolSize(CONNECTIONS);
      pool.setTransactionIsolation(portal.getTransactionIsolation());
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  @Bean
  static Connections taskConnections(DataSourceProperties database, DataSource portal) {
    return new Connections(database, (HikariDataSource) portal);
  }

  @Bean
  DbSchedulerCustomizer tasksOnVirtualThreads(Replica replica, Connections connections) {
    return new DbSchedulerCustomizer() {
      @Override
      public Optional<SchedulerName> schedulerName() {
        return Optional.of(new SchedulerName.Fixed(replica.id()));
      }

      @Override
      public Optional<ExecutorService> executorService() {
        return Optional.of(
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory()));
      }

      @Override
      public Optional<DataSource> dataSource() {
        return Optional.of(connections.pool);
      }
    };
  }
}
