package dev.rayport.job;

import dev.rayport.base.Quantity;
import dev.rayport.template.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A wish as the tree of {@code POST /jobs}, and back; nothing is lost between the two. */
final class JobSpec {

  static final Set<String> FIELDS =
      Set.of(
          "name",
          "cluster",
          "newCluster",
          "entrypoint",
          "package",
          "runtimeEnv",
          "resources",
          "metadata",
          "timeout",
          "retries");

  private final Map<String, Object> tree;
  private final Findings findings;

  private JobSpec(Map<String, Object> tree, Findings findings) {
    this.tree = tree;
    this.findings = findings;
  }

  static Map<String, Object> tree(SubmitJob job) {
    Map<String, Object> tree = new LinkedHashMap<>();
    put(tree, "name", job.name());
    job.cluster().ifPresent(cluster -> tree.put("cluster", cluster));
    job.newCluster()
        .ifPresent(wish -> {
          Map<String, Object> made = new LinkedHashMap<>();
          made.put("template", wish.template());
          put(made, "values", wish.values());
          tree.put("newCluster", made);
        });
    tree.put("entrypoint", job.entrypoint());
    job.packageHash().ifPresent(hash -> tree.put("package", hash));
    put(tree, "runtimeEnv", job.runtimeEnv());
    put(tree, "resources", resources(job.resources()));
    put(tree, "metadata", job.metadata());
    job.timeout().ifPresent(timeout -> tree.put("timeout", timeout.toString()));
    if (job.retries() != 0) {
      tree.put("retries", job.retries());
    }
    return tree;
  }

  private static void put(Map<String, Object> tree, String key, Object value) {
    if (!value.equals("") && !value.equals(Map.of())) {
      tree.put(key, value);
    }
  }

  private static Map<String, Object> resources(JobResources resources) {
    Map<String, Object> tree = new LinkedHashMap<>();
    resources.cpus().ifPresent(cpus -> tree.put("cpus", plain(cpus)));
    resources.gpus().ifPresent(gpus -> tree.put("gpus", plain(gpus)));
    resources.memory().ifPresent(memory -> tree.put("memory", memory.text()));
    if (!resources.custom().isEmpty()) {
      Map<String, Object> custom = new LinkedHashMap<>();
      resources.custom().forEach((name, amount) -> custom.put(name, plain(amount)));
      tree.put("custom", custom);
    }
    return tree;
  }

  /** 2 rather than 2.0, so that a spec reads as it was written. */
  private static Number plain(double number) {
    if (number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE) {
      return (int) number;
    }
    return number;
  }

  /**
   * Reads a tree; what is wrong with its form goes to {@code findings}, what is wrong with its
   * content is {@link SubmitRule}'s business.
   */
  static SubmitJob read(Map<String, Object> tree, Findings findings) {
    findings.unknownKeys("", tree, FIELDS);
    return new JobSpec(tree, findings).read();
  }

  private SubmitJob read() {
    return new SubmitJob(
        text("name").orElse(""),
        text("cluster"),
        newCluster(),
        text("entrypoint").orElse(""),
        text("package"),
        object("runtimeEnv"),
        resources(object("resources")),
        metadata(),
        timeout(),
        retries());
  }

  private Optional<String> text(String key) {
    return findings.text(key, tree.get(key));
  }

  private Map<String, Object> object(String key) {
    return findings.object(key, tree.get(key)).orElse(Map.of());
  }

  private Optional<SubmitJob.NewCluster> newCluster() {
    Optional<Map<String, Object>> form = findings.object("newCluster", tree.get("newCluster"));
    form.ifPresent(f -> findings.unknownKeys("newCluster", f, Set.of("template", "values")));
    return form.map(f ->
        new SubmitJob.NewCluster(
            findings.text("newCluster.template", f.get("template")).orElse(""),
            findings.object("newCluster.values", f.get("values")).orElse(Map.of())));
  }

  private JobResources resources(Map<String, Object> form) {
    findings.unknownKeys("resources", form, Set.of("cpus", "gpus", "memory", "custom"));
    Map<String, Double> custom = new LinkedHashMap<>();
    findings
        .object("resources.custom", form.get("custom"))
        .orElse(Map.of())
        .forEach((name, amount) ->
            number("resources.custom." + Findings.shown(name), amount)
                .ifPresent(value -> custom.put(name, value)));
    return new JobResources(
        number("resources.cpus", form.get("cpus")),
        number("resources.gpus", form.get("gpus")),
        memory(form.get("memory")),
        custom);
  }

  private OptionalDouble number(String path, @Nullable Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return OptionalDouble.of(number.doubleValue());
    }
    if (value != null) {
      findings.add(path, "This must be a number, not %s.".formatted(Findings.kind(value)));
    }
    return OptionalDouble.empty();
  }

  private Optional<Quantity> memory(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      String text = value instanceof Integer || value instanceof Long ? value.toString() : "";
      return Optional.of(Quantity.parse(value instanceof String given ? given : text));
    } catch (IllegalArgumentException e) {
      findings.add("resources.memory", e.getMessage());
      return Optional.empty();
    }
  }

  private Map<String, String> metadata() {
    Map<String, String> result = new LinkedHashMap<>();
    object("metadata")
        .forEach((key, value) -> {
          String path = "metadata." + Findings.shown(key);
          findings.text(path, value).ifPresent(text -> result.put(key, text));
          if (value == null) {
            findings.add(path, "This must be text, not null.");
          }
        });
    return result;
  }

  private Optional<Duration> timeout() {
    try {
      return text("timeout").map(Duration::parse);
    } catch (DateTimeParseException e) {
      findings.add(
          "timeout",
          "This is no duration; %s (in the API PT30M, PT2H or P1D).".formatted(DurationText.HOW));
      return Optional.empty();
    }
  }

  private int retries() {
    Object value = tree.get("retries");
    if (value == null) {
      return 0;
    }
    if (value instanceof Number number
        && new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0
        && Math.abs(number.doubleValue()) < Integer.MAX_VALUE) {
      return number.intValue();
    }
    findings.add("retries", "This must be a whole number, not %s.".formatted(Findings.kind(value)));
    return 0;
  }
}
