package dev.rayport.demo;

import dev.rayport.template.Stage;
import dev.rayport.tenant.Role;
import java.util.List;
import java.util.Map;

/**
 * A made-up tenant: who works there on what.
 *
 * @param members everybody's sign-in name and role; all have the same password
 */
record DemoTenant(String name, Map<String, Role> members, List<Work> works) {

  /**
   * A kind of job that the tenant's people run again and again.
   *
   * @param stem of the names of its clusters and jobs
   * @param arguments of {@code python main.py}, with {@code %d} for a number that varies
   * @param numbers what the number may be
   * @param pip packages it brings
   * @param unit of its progress
   * @param total of its progress
   */
  record Work(
      String stem,
      Stage stage,
      String template,
      String arguments,
      List<Integer> numbers,
      List<String> pip,
      String unit,
      int total) {}

  static List<DemoTenant> all() {
    return List.of(vision(), language(), forecasting());
  }

  /** Those who start something. */
  List<String> authors() {
    return members.entrySet().stream()
        .filter(member -> member.getValue().atLeast(Role.RESEARCHER))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static DemoTenant vision() {
    return new DemoTenant(
        "vision-research",
        Map.of("elif", Role.LEAD, "mira", Role.RESEARCHER, "jonas", Role.RESEARCHER),
        List.of(
            new Work(
                "prep-webdataset",
                Stage.PREPROCESSING,
                "ray-data-cpu",
                "--shards %d",
                List.of(256, 512, 1024),
                List.of(),
                "shards",
                512),
            new Work(
                "vit-pretrain",
                Stage.TRAINING,
                "train-cpu",
                "--model vit-l16 --epochs 90 --batch %d",
                List.of(64, 96, 128),
                List.of("timm==1.0.19"),
                "epochs",
                90),
            new Work(
                "segformer-finetune",
                Stage.TRAINING,
                "train-cpu",
                "--model segformer-b2 --epochs 40 --batch %d",
                List.of(8, 16, 32),
                List.of("albumentations==2.0.8"),
                "epochs",
                40),
            new Work(
                "knn-eval",
                Stage.PREPROCESSING,
                "batch-inference",
                "--k %d --split val",
                List.of(5, 10, 20),
                List.of(),
                "batches",
                391)));
  }

  private static DemoTenant language() {
    return new DemoTenant(
        "nlp-platform",
        Map.of(
            "priya", Role.LEAD,
            "tomas", Role.RESEARCHER,
            "aiko", Role.RESEARCHER,
            "hannah", Role.VIEWER),
        List.of(
            new Work(
                "tokenize-corpus",
                Stage.PREPROCESSING,
                "ray-data-cpu",
                "--files %d",
                List.of(1200, 2400),
                List.of("sentencepiece==0.2.1"),
                "files",
                2400),
            new Work(
                "lora-tune",
                Stage.TRAINING,
                "train-cpu",
                "--rank %d --steps 3000",
                List.of(8, 16, 32),
                List.of("peft==0.17.1", "datasets==4.1.1"),
                "steps",
                3000),
            new Work(
                "embed-documents",
                Stage.PREPROCESSING,
                "batch-inference",
                "--batch %d",
                List.of(128, 256),
                List.of(),
                "documents",
                48000),
            new Work(
                "reranker-train",
                Stage.TRAINING,
                "cpu-small",
                "--epochs 6 --negatives %d",
                List.of(7, 15),
                List.of(),
                "epochs",
                6)));
  }

  private static DemoTenant forecasting() {
    return new DemoTenant(
        "forecasting",
        Map.of("hannah", Role.LEAD, "oskar", Role.RESEARCHER, "luis", Role.RESEARCHER),
        List.of(
            new Work(
                "load-meters",
                Stage.PREPROCESSING,
                "ray-data-cpu",
                "--days %d",
                List.of(30, 90, 365),
                List.of("holidays==0.81"),
                "days",
                365),
            new Work(
                "demand-gbm",
                Stage.TRAINING,
                "cpu-small",
                "--horizon %d --trees 800",
                List.of(24, 48, 168),
                List.of("lightgbm==4.6.0"),
                "trees",
                800),
            new Work(
                "backtest",
                Stage.TRAINING,
                "train-cpu",
                "--windows %d",
                List.of(12, 26, 52),
                List.of(),
                "windows",
                52)));
  }
}
