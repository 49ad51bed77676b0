package dev.rayport.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class HomeInUseAnalyzerTests {

  private final HomeInUseAnalyzer analyzer = new HomeInUseAnalyzer();

  @Test
  void aSecondPortalOnH2IsToldSo() {
    SQLException open = new SQLException("Database may be already in use", "90020", 90020);
    assertThat(analyzer.analyze(new IllegalStateException("no pool", open)).getDescription())
        .isEqualTo("Another portal has the database in this RAYPORT_HOME open, and H2 serves one.");
  }

  @Test
  void otherTroubleOfDatabasesIsLeftToOthers() {
    assertThat(analyzer.analyze(new IllegalStateException(new SQLException("no", "1", 1))))
        .isNull();
  }
}
