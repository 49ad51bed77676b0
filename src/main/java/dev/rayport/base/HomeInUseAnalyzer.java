package dev.rayport.base;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences that H2 serves one portal; named in {@code spring.factories}. */
final class HomeInUseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  /** H2's DATABASE_ALREADY_OPEN_1. */
  private static final int OPEN_ELSEWHERE = 90020;

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    return cause.getErrorCode() == OPEN_ELSEWHERE
        ? new FailureAnalysis(
            "Another portal has the database in this RAYPORT_HOME open, and H2 serves one.",
            "End that one, give this one a RAYPORT_HOME of its own, or let both use a MariaDB (SPRING_DATASOURCE_URL).",
            cause)
        : null;
  }
}
