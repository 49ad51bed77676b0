package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.Fit;
import dev.rayport.base.FieldError;
import dev.rayport.base.ui.Tone;
import dev.rayport.job.ui.SubmitChecks.Check;
import dev.rayport.job.ui.SubmitChecks.Situation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmitChecksTests {

  @Test
  void mistakesNameTheirPartOfTheForm() {
    List<Check> checks =
        SubmitChecks.of(
            new Situation(
                List.of(
                    new FieldError("runtimeEnv.pip[2]", "no"),
                    new FieldError("entrypoint", "Write the command"),
                    new FieldError("", "odd")),
                Optional.empty(),
                Optional.empty(),
                false,
                ""));

    assertThat(checks)
        .extracting(Check::strong)
        .containsExactly("Dependencies:", "Entrypoint:", "The job:");
    assertThat(checks).allMatch(check -> check.tone() == Tone.ERR);
  }

  @Test
  void aClusterThatNeverFitsIsSaidBeforeSubmitting() {
    List<Check> checks =
        SubmitChecks.of(
            new Situation(
                List.of(),
                Optional.empty(),
                Optional.of(new Fit(Fit.Answer.NEVER, "memory", "needs 64 GiB")),
                true,
                ""));

    assertThat(checks).extracting(Check::tone).containsExactly(Tone.ERR, Tone.BUSY, Tone.OK);
  }

  @Test
  void aJobThatWouldWaitForItsQuotaIsToldSo() {
    List<Check> checks =
        SubmitChecks.of(
            new Situation(
                List.of(), Optional.empty(), Optional.empty(), false, "vision has 3 of 3 jobs."));

    assertThat(checks.getFirst().strong()).isEqualTo("Waits for the quota:");
    assertThat(checks.getFirst().tone()).isEqualTo(Tone.WARN);
  }
}
