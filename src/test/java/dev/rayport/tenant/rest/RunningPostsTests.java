package dev.rayport.tenant.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.RandomId;
import dev.rayport.base.SecretBox;
import dev.rayport.tenant.Recorded;
import dev.rayport.tenant.TenantRoomTest;
import dev.rayport.tenant.rest.StoredAnswers.Hold;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@TenantRoomTest
class RunningPostsTests {

  @Autowired private JdbcClient jdbc;
  @Autowired private SecretBox box;
  @Autowired private TransactionOperations transactions;

  @Test
  void aRequestWhoseTransactionLocksItsKeyKeepsNoOtherFromSayingThatItRuns() {
    Told answers = new Told(jdbc, box);
    Hold hold = Hold.of(RandomId.next("key"));
    answers.take(hold, "hash");
    RunningPosts running = new RunningPosts(answers);
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/jobs");
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    try {
      running.begin(request, hold);
      transactions.executeWithoutResult(status -> {
        running.note(new Recorded("job.submit", "job_1"));
        answers.said.clear();
        running.sayTheyRun();
        assertThat(answers.said).as("while its row is locked").isEmpty();
      });

      running.sayTheyRun();
      assertThat(answers.said).contains(hold);
    } finally {
      RequestContextHolder.resetRequestAttributes();
      running.destroy();
    }
  }

  private static final class Told extends StoredAnswers {

    private final Set<Hold> said = ConcurrentHashMap.newKeySet();

    Told(JdbcClient jdbc, SecretBox box) {
      super(jdbc, box);
    }

    @Override
    void stillRuns(Hold hold) {
      said.add(hold);
    }
  }
}
