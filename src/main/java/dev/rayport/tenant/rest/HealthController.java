package dev.rayport.tenant.rest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For probes. Without a token it says no more than yes or no. */
@RestController
class HealthController {

  private static final Logger log = LoggerFactory.getLogger(HealthController.class);
  private final JdbcClient jdbc;
  private final ApplicationAvailability availability;

  HealthController(JdbcClient jdbc, ApplicationAvailability availability) {
    this.jdbc = jdbc;
    this.availability = availability;
  }

  /** {@code UP} or {@code DOWN}. */
  record Health(String status) {}

  /**
   * @param database {@code UP} or {@code DOWN}
   * @param accepting whether the portal is done starting and not about to stop
   */
  record Details(String status, String database, boolean accepting) {}

  /** The process answers: a probe that fails here means it should be started again. */
  @GetMapping("/health/live")
  Health live() {
    return new Health("UP");
  }

  /** Requests can be served: the database answers too. */
  @GetMapping({"/health", "/health/ready"})
  ResponseEntity<Record> ready(@Nullable Authentication authentication) {
    boolean accepting = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    boolean database = databaseAnswers();
    boolean up = accepting && database;
    Record body =
        authentication == null
            ? new Health(word(up))
            : new Details(word(up), word(database), accepting);
    return ResponseEntity.status(up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).body(body);
  }

  private boolean databaseAnswers() {
    try {
      jdbc.sql("select 1").query(Integer.class).single();
      return true;
    } catch (DataAccessException e) {
      log.warn("The database does not answer: {}", e.toString());
      return false;
    }
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
