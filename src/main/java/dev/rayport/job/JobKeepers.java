package dev.rayport.job;

import dev.rayport.base.Replica;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which of the portals that serve one database keeps a job: from its hand-over to its end one of
 * them alone looks at it and copies its log, so that what it notes of the job stays in its memory.
 * When that one falls silent, whoever comes first takes over and begins anew.
 */
@Component
class JobKeepers {

  private final JdbcClient jdbc;
  private final Replica replica;
  private final Map<String, Long> terms = new ConcurrentHashMap<>();

  JobKeepers(JdbcClient jdbc, Replica replica) {
    this.jdbc = jdbc;
    this.replica = replica;
  }

  /** Keeps the job if nobody else does who lives; false when somebody does. */
  boolean take(String jobId) {
    if (!replica.mayHaveOthers() || holds(jobId)) {
      return true;
    }
    long term = replica.term();
    if (taken(jobId) || added(jobId)) {
      terms.put(jobId, term);
      return true;
    }
    terms.remove(jobId);
    return false;
  }

  /** Whether it is kept here, as far as can be known without asking. */
  boolean holds(String jobId) {
    if (!replica.mayHaveOthers()) {
      return true;
    }
    Long term = terms.get(jobId);
    return term != null && replica.holds(term);
  }

  /** It has ended. */
  void release(String jobId) {
    if (terms.remove(jobId) != null) {
      jdbc.sql("delete from job_keeper where job_id = ? and replica = ?")
          .params(jobId, replica.id())
          .update();
    }
  }

  private boolean taken(String jobId) {
    return jdbc.sql(
                """
                update job_keeper k set k.replica = ?
                where k.job_id = ? and (k.replica = ? or not exists (
                  select 1 from replica r
                  where r.id = k.replica and r.seen >= unix_timestamp() - ?))
                """)
            .params(replica.id(), jobId, replica.id(), Replica.GIVEN_UP.toSeconds())
            .update()
        > 0;
  }

  private boolean added(String jobId) {
    try {
      jdbc.sql("insert into job_keeper (job_id, replica) values (?, ?)")
          .params(jobId, replica.id())
          .update();
      return true;
    } catch (DuplicateKeyException kept) {
      return false;
    }
  }
}
