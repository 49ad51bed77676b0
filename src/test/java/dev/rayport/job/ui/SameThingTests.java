package dev.rayport.job.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.Quantity;
import dev.rayport.job.JobResources;
import dev.rayport.job.SubmitJob;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SameThingTests {

  private static final SubmitJob WISH =
      new SubmitJob(
          "vit",
          Optional.of("train-1"),
          Optional.empty(),
          "python main.py",
          Optional.of("sha256:ab"),
          Map.of("env_vars", Map.of("WANDB_API_KEY", "k3y", "HF_TOKEN", "@secret/hf", "A", "1")),
          new JobResources(
              OptionalDouble.of(1),
              OptionalDouble.empty(),
              Optional.of(Quantity.parse("2Gi")),
              Map.of()),
          Map.of(),
          Optional.of(Duration.ofHours(12)),
          2);

  @Test
  void valuesThatLookLikeSecretsAreNotPrinted() {
    String text =
        SameThing.CURL.text("http://localhost:8080", "jobs", PrintedSecrets.leftOut(WISH.toBody()));

    assertThat(text)
        .doesNotContain("k3y")
        .contains(
            "<value of WANDB_API_KEY>",
            "@secret/hf",
            "curl -X POST http://localhost:8080/api/v1/jobs");
  }

  @Test
  void aResubmissionHoldsOnlyWhatChanged() {
    assertThat(
            SameThing.changes(
                Map.of("entrypoint", "a", "retries", 1, "name", "x"),
                Map.of("entrypoint", "b", "name", "x")))
        .extractingByKey("changes")
        .hasToString("{entrypoint=b, retries=null}");
  }
}
