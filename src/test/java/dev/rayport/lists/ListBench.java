package dev.rayport.lists;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.ActingAs;
import dev.rayport.tenant.ApiTokens;
import dev.rayport.tenant.NewToken;
import dev.rayport.tenant.Role;
import dev.rayport.tenant.Scope;
import dev.rayport.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * How long the first page of each list takes when the history is long: 100,000 clusters, 750,000
 * jobs and what the audit log says of them. By {@code ./rayport bench lists} only.
 */
@Tag("bench")
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@SpringBootTest(
    properties = {
      "rayport.backend=fake",
      "rayport.home=${user.dir}/target/bench-lists",
      "rayport.history=${bench.clusters:100000}",
      "rayport.requests.per-caller=1000000",
      "rayport.requests.per-tenant=1000000",
      "logging.level.dev.rayport.demo=info"
    })
class ListBench extends SpringBrowserlessTest {

  /** The largest tenant, with nearly a third of all there is. */
  static final String TENANT = "team-1";

  static final String RESEARCHER = "mira-1";
  private static final Duration SEALED_WITHIN = Duration.ofMinutes(60);

  @Autowired private ApplicationContext portal;
  @Autowired private MockMvcTester http;
  @Autowired private JdbcTemplate jdbc;

  /** What the results are called. */
  String database() {
    return "H2";
  }

  @Test
  void firstPages() throws Exception {
    org.awaitility.Awaitility.await("all of the audit log to be sealed")
        .atMost(SEALED_WITHIN)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> count("audit_entry where sequence_number is null") == 0);
    Stopwatch watch =
        new Stopwatch(Path.of("target", "bench-lists-%s.txt".formatted(database().toLowerCase())));
    watch.title(
        "%s: %,d clusters, %,d jobs, %,d entries of the audit log; milliseconds"
            .formatted(database(), count("cluster"), count("job"), count("audit_entry")));
    everything(watch, RESEARCHER, Role.RESEARCHER);
    everything(watch, "admin", Role.ADMINISTRATOR);
    watch.end();
  }

  private void everything(Stopwatch watch, String user, Role role) throws Exception {
    watch.group("%s %s of %s".formatted(role.name().toLowerCase(), user, TENANT));
    String token = token(user);
    Queries queries = new Queries(jdbc);
    for (String address : queries.rest(role)) {
      watch.measure("GET " + address, () -> get(address, token));
    }
    Acting.as(TENANT, user, role);
    for (GridQueries.Asked asked : new GridQueries(portal, user, jdbc).grids(role)) {
      watch.measure(asked.name(), asked.question());
    }
    for (String page : queries.pages(role)) {
      watch.measure("page /" + page, () -> open(page));
    }
    Acting.nobody();
  }

  private void get(String address, String token) {
    var answer =
        http.get()
            .uri(java.net.URI.create("/api/v1/" + address))
            .header("Authorization", "Bearer " + token)
            .exchange();
    if (answer.getResponse().getStatus() != 200) {
      throw new IllegalStateException(address + ": " + answer.getResponse().getStatus());
    }
  }

  private static void open(String page) {
    String[] parts = page.split("\\?", 2);
    UI.getCurrent()
        .navigate(
            parts[0],
            parts.length == 1 ? QueryParameters.empty() : QueryParameters.fromString(parts[1]));
  }

  private String token(String user) {
    NewToken wish =
        new NewToken("bench " + System.nanoTime(), Scope.WRITE, Optional.empty(), Optional.empty());
    return portal
        .getBean(ActingAs.class)
        .call(user, new TenantId(TENANT), () -> portal.getBean(ApiTokens.class).issue(wish))
        .value();
  }

  private long count(String from) {
    List<Long> found = jdbc.queryForList("select count(*) from " + from, Long.class);
    return found.getFirst();
  }
}
